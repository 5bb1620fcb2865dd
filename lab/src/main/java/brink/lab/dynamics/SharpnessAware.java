package brink.lab.dynamics;

import brink.core.vector.Space;
import brink.core.vector.Vec;

/**
 * Sharpness-aware minimisation (Foret, Kleiner, Mobahi, Neyshabur 2021): steps follow the gradient
 * of a point that is rho uphill,
 *
 * <pre>
 * theta' = theta - eta g(theta + rho g(theta) / |g(theta)|).
 * </pre>
 *
 * A step costs a second gradient.
 */
final class SharpnessAware {
  private SharpnessAware() {}

  /** A gradient, of all examples or of a batch. */
  @FunctionalInterface
  interface Slope {
    /** Writes the gradient at some weights. */
    void at(Vec theta, Vec into);
  }

  /**
   * Replaces the gradient at theta by that uphill of it.
   *
   * @param norm of the gradient; where it is 0 there is no uphill, and it stays
   * @param there room for a vector
   */
  static void ascend(
      double rho, Space space, Slope slope, Vec theta, Vec gradient, double norm, Vec there) {
    if (norm > 0) {
      space.combine(new double[] {1, rho / norm}, new Vec[] {theta, gradient}, there);
      slope.at(there, gradient);
    }
  }

  /**
   * The edge of stability: on a quadratic of curvature h, along the gradient, a step multiplies it
   * by {@code 1 - eta h (1 + rho h / |g|)}, so that {@code h (1 + rho h / |g|)} takes the place of
   * h, and
   *
   * <pre>
   * edge = |g| / (2 rho) (sqrt(1 + 4 rho E / |g|) - 1),
   * </pre>
   *
   * E being the edge without it: 2 / eta without momentum (Long, Bartlett 2023, arXiv:2309.12488).
   * It falls with the gradient.
   *
   * @param plain E
   * @param norm |g|, where the step begins
   */
  static double edge(double rho, double plain, double norm) {
    // The quotient of the difference of two squares: no digits are lost where rho is small.
    return 2 * plain / (1 + Math.sqrt(1 + 4 * rho * plain / norm));
  }
}
