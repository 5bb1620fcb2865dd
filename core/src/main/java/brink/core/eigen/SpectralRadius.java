package brink.core.eigen;

import brink.core.operator.LinearOperator;
import brink.core.random.RandomStream;
import brink.core.vector.Space;
import brink.core.vector.Vec;

/**
 * An estimate of {@code max |lambda|} of a symmetric operator by warm power iteration: one or two
 * products a call where the operator changes little between calls, as along an ODE's solution.
 *
 * <p>With v of norm 1, {@code |A v|} never exceeds the radius and never falls from one product to
 * the next, also where lambda and -lambda are both there. A stabilised method that must not step
 * beyond the radius multiplies {@link #value} by a safety factor (1.05 to 1.2), or uses {@link
 * #bound}.
 *
 * @param value {@code |A v|}, a lower bound of the radius
 * @param residual {@code |A v - (v^T A v) v|}: an eigenvalue lies within it of {@code v^T A v}
 * @param applications operator-vector products used
 * @param verdict converged when the last product raised the value by at most the tolerance
 *     (relative) or the residual is at most the tolerance times the value
 */
public record SpectralRadius(double value, double residual, long applications, Verdict verdict) {
  /**
   * Estimates the radius of {@code a}.
   *
   * @param warm near the eigenvector of largest magnitude, such as what the last call left here;
   *     zero for a start drawn from {@code seed}. Replaced by the improved vector, of norm 1
   * @param tolerance relative change, or relative residual, to stop at; above 0
   * @param maxApplications limit on products, at least 1
   * @throws brink.core.error.InputError when a product is not finite
   */
  public static SpectralRadius estimate(
      LinearOperator a, Vec warm, double tolerance, int maxApplications, long seed) {
    if (!(tolerance > 0) || maxApplications < 1) {
      throw new IllegalArgumentException(
          "tolerance must be above 0 and maxApplications at least 1, not %s and %d"
              .formatted(tolerance, maxApplications));
    }
    var space = a.space();
    normalize(space, warm, seed);
    try (var work = space.workspace()) {
      var image = work.vec();
      var rest = work.vec();
      double last = 0;
      for (int product = 1; ; product++) {
        a.apply(warm, image);
        double quotient = space.dot(warm, image);
        double value = space.norm(image);
        Residuals.requireFinite(new double[] {quotient, value});
        double residual = Residuals.residual(space, image, quotient, warm, rest);
        boolean changed = product == 1 || Math.abs(value - last) > tolerance * value;
        boolean converged = !changed || residual <= tolerance * value;
        if (value > 0) {
          space.combine(new double[] {1 / value}, new Vec[] {image}, warm);
        }
        if (converged) {
          return new SpectralRadius(value, residual, product, new Verdict.Converged());
        }
        if (product == maxApplications) {
          var advice =
              "after %d products the spectral radius is still uncertain by %.1e relative; allow more, or use a larger safety factor"
                  .formatted(product, residual / value);
          return new SpectralRadius(value, residual, product, new Verdict.Unconverged(advice));
        }
        last = value;
      }
    }
  }

  /**
   * {@code value + residual}: above the largest eigenvalue near the vector; above the radius unless
   * the vector has missed its eigenvector altogether.
   */
  public double bound() {
    return value + residual;
  }

  private static void normalize(Space space, Vec v, long seed) {
    double norm = space.norm(v);
    Residuals.requireFinite(new double[] {norm});
    if (norm == 0) {
      space.randomize(v, RandomStream.of(seed, "spectral radius"));
      norm = space.norm(v);
    }
    space.scale(1 / norm, v);
  }
}
