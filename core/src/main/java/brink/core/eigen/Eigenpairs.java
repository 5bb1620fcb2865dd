package brink.core.eigen;

import brink.core.vector.Block;

/**
 * Approximate eigenpairs of a symmetric operator A, with what is known of their error.
 *
 * <p>To every pair belongs an exact eigenvalue of A within {@code residuals[i]} of {@code
 * values[i]}. That none nearer to the wanted end was missed cannot be seen from residuals.
 *
 * @param values Ritz values, ordered from the wanted {@link End}
 * @param vectors orthonormal Ritz vectors, column i to value i; they live in the workspace that the
 *     caller gave
 * @param residuals the norms {@code |A v_i - values[i] v_i|}, absolute, true up to rounding
 * @param applications operator-vector products used
 * @param verdict whether the requested tolerance was met
 */
public record Eigenpairs(
    double[] values, Block vectors, double[] residuals, long applications, Verdict verdict) {
  /** Whether the verdict is {@link Verdict.Converged}. */
  public boolean converged() {
    return verdict instanceof Verdict.Converged;
  }
}
