package brink.core.ode;

import brink.core.vector.Space;
import brink.core.vector.Vec;

/** Cubic Hermite interpolation from values and slopes at both ends of a step. */
final class Hermite {
  private Hermite() {}

  /** Weights of {@code y0, y1, h y0', h y1'} at {@code theta} in [0, 1]. */
  static double[] weights(double theta) {
    double rest = 1 - theta;
    return new double[] {
      (1 + 2 * theta) * rest * rest,
      theta * theta * (3 - 2 * theta),
      theta * rest * rest,
      -theta * theta * rest
    };
  }

  /** The interpolant of a step, in one pass. */
  static void interpolate(Space space, Step step, double theta, Vec into) {
    var w = weights(theta);
    var from = step.from();
    var to = step.to();
    space.combine(
        new double[] {w[0], w[1], step.h() * w[2], step.h() * w[3]},
        new Vec[] {from.y(), to.y(), from.f(), to.f()},
        into);
  }

  /**
   * The defect of a step's interpolant p, {@code p' - f(p)}, in one pass.
   *
   * @param f the field at the interpolant, {@code f(p(theta))}
   */
  static void defect(Space space, Step step, double theta, Vec f, Vec into) {
    var from = step.from();
    var to = step.to();
    double rise = 6 * theta * (1 - theta) / step.h();
    space.combine(
        new double[] {-rise, rise, (1 - theta) * (1 - 3 * theta), theta * (3 * theta - 2), -1},
        new Vec[] {from.y(), to.y(), from.f(), to.f(), f},
        into);
  }

  /** The scalar interpolant of values p and slopes d (with respect to theta). */
  static double value(double p0, double p1, double d0, double d1, double theta) {
    var w = weights(theta);
    return w[0] * p0 + w[1] * p1 + w[2] * d0 + w[3] * d1;
  }
}
