package brink.lab.record;

/**
 * A measured eigenvalue of a symmetric operator A with what is known of its error: an exact
 * eigenvalue lies within {@code residual} of {@code value}.
 *
 * @param value the Ritz value v^T A v of a unit vector v
 * @param residual |A v - value v|
 * @param converged whether the residual met the tolerance that was asked for
 */
public record Ritz(double value, double residual, boolean converged) {}
