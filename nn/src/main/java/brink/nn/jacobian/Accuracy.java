package brink.nn.jacobian;

/**
 * When the Lanczos processes for {@code |J_l|^2} may stop: for every example, with theta the Ritz
 * value, once the residual is at most {@code residual * theta}. An eigenvalue lies within the
 * residual of theta, and where the top one stands apart by a gap, the error is at most about {@code
 * residual^2 / gap}.
 *
 * @param residual relative to the Ritz value; with 1e-6 errors stay near 1e-10
 * @param maxSteps where the processes end in any case; the error that remains is reported
 */
public record Accuracy(double residual, int maxSteps) {
  /** Checks the numbers. */
  public Accuracy {
    if (!(residual > 0 && residual < 1) || maxSteps < 1) {
      throw new IllegalArgumentException(
          "a relative residual between 0 and 1 and at least one step, not "
              + residual
              + " and "
              + maxSteps);
    }
  }
}
