package brink.nn.jacobian;

/**
 * Squared spectral norms of many matrices.
 *
 * @param squared the norms, one a matrix
 * @param error estimate of the largest relative error among them
 * @param steps Lanczos steps of the slowest; 0 where the norms came from a dense eigenvalue solver
 */
record Norms(double[] squared, double error, int steps) {}
