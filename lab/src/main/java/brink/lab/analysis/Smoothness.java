package brink.lab.analysis;

import brink.core.vector.Vec;
import brink.nn.objective.Objective;
import java.util.Optional;

/**
 * How smooth a training loss is along a descent's step (Santurkar et al. 2018; Cohen et al. 2021).
 */
final class Smoothness {
  private Smoothness() {}

  /**
   * The effective smoothness at theta along the step of plain descent, {@code max |grad L(theta - s
   * g) - g| / |s g|} over s = eta / points, 2 eta / points .. eta, g the gradient at theta. On a
   * quadratic it is {@code |Hess g| / |g|}, at most |Hess|. One gradient for each point; empty
   * where g is zero.
   */
  static Optional<Double> effective(
      Objective objective, Vec theta, Vec gradient, double eta, int points) {
    var space = objective.space();
    double norm = space.norm(gradient);
    if (norm == 0) {
      return Optional.empty();
    }
    try (var work = space.workspace()) {
      var there = work.vec();
      var change = work.vec();
      double most = 0;
      for (int i = 1; i <= points; i++) {
        double s = eta * i / points;
        space.combine(new double[] {1, -s}, new Vec[] {theta, gradient}, there);
        objective.gradient(there, change);
        space.axpy(-1, gradient, change);
        most = Math.max(most, space.norm(change) / (s * norm));
      }
      return Optional.of(most);
    }
  }
}
