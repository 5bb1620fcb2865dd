package brink.core.ode;

import brink.core.vector.Vec;
import java.util.OptionalDouble;

/**
 * The first step under error control: {@code tau tolerance^(1/k)}, with tau the time in which the
 * field changes by its own size, the reciprocal of the spectral radius where that is known, else
 * measured by a short Euler step; k the order of the error estimate. It is meant to be too short:
 * steps can grow tenfold each.
 */
final class FirstStep {
  private FirstStep() {}

  static double choose(
      Metered<?> field,
      State at,
      OptionalDouble spectralRadius,
      OptionalDouble end,
      double tolerance,
      int errorOrder) {
    double shrink = Math.min(1, Math.pow(tolerance, 1.0 / errorOrder));
    double radius = spectralRadius.orElse(0);
    double tau = radius > 0 ? 1 / radius : measured(field, at);
    double step = tau * shrink;
    if (step > 0 && Double.isFinite(step)) {
      return step;
    }
    // The field is zero or constant here: any step will do until it is not.
    return end.isPresent() ? 1e-3 * (end.getAsDouble() - at.t()) : 1e-3;
  }

  private static double measured(Metered<?> field, State at) {
    if (at.fieldNorm() == 0) {
      return 0;
    }
    var space = field.space();
    try (var work = space.workspace()) {
      var y = work.vec();
      var f = work.vec();
      double size = space.norm(at.y());
      double h = 1e-4 * (size > 0 ? size : 1) / at.fieldNorm();
      space.combine(new double[] {1, h}, new Vec[] {at.y(), at.f()}, y);
      field.eval(at.t() + h, y, f);
      space.axpy(-1, at.f(), f);
      double change = space.norm(f);
      return Double.isFinite(change) ? h * at.fieldNorm() / change : h;
    }
  }
}
