package brink.core.eigen;

import brink.core.error.InputError;

/**
 * Which eigenpairs are wanted, how accurate, and what they may cost.
 *
 * <p>The tolerance is on the residual norm relative to the operator: a pair (lambda, v), |v| = 1,
 * has converged when
 *
 * <pre>
 * |A v - lambda v| &lt;= tolerance * scale,   scale = the largest |Ritz value| met in the solve,
 * </pre>
 *
 * where scale is a lower bound of the norm |A|, tight once the end of largest magnitude is met. So
 * tolerance is a backward error: the pair is exact for an operator within {@code tolerance |A|} of
 * A. The value is then within {@code tolerance |A|} of an eigenvalue, and for a well separated one
 * within about {@code (tolerance |A|)^2 / gap}.
 *
 * @param count how many pairs, at least 1 and at most the dimension
 * @param end the end they are counted from
 * @param tolerance the relative residual, above 0; rounding allows about 1e-13 in float64
 * @param maxApplications the limit on operator-vector products (a block of k vectors counts k), at
 *     least {@code count}
 * @param seed of the random start vectors
 */
public record EigenRequest(int count, End end, double tolerance, long maxApplications, long seed) {
  /** Checks each number. */
  public EigenRequest {
    if (count < 1) {
      throw new InputError("eigenpairs: count must be at least 1, not " + count);
    }
    if (!(tolerance > 0) || Double.isInfinite(tolerance)) {
      throw new InputError(
          "eigenpairs: tolerance must be a finite number above 0, not " + tolerance);
    }
    if (maxApplications < count) {
      throw new InputError(
          "eigenpairs: maxApplications must be at least count, so that every vector is multiplied"
              + " once: "
              + maxApplications
              + " is less than "
              + count);
    }
  }
}
