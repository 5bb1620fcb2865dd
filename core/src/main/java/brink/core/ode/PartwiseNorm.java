package brink.core.ode;

import brink.core.error.InputError;
import brink.core.vector.Vec;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The local error relative to the distance moved, part by part, such as layer by layer: with e the
 * error estimate, l the parts of the vector and y the end of the step,
 *
 * <pre>
 * max_l |e_l| / max(|y_l - y_start,l|, floor D),     D = max(farthest, expected)
 * </pre>
 *
 * where farthest is the largest {@code |y - y_start|} so far, as in {@link DistanceNorm}. There, a
 * layer that moves a hundredth of the way may be all wrong within a tolerance of 1e-2; here it is
 * held to the tolerance on its own account. The floor keeps parts that hardly move from asking for
 * all the steps: a part that has moved less than {@code floor D} is measured against that. With one
 * part, or a floor of 1, this is no looser than DistanceNorm.
 *
 * <p>Cost: four passes over memory and one vector of storage.
 *
 * @param sizes components of each part, in the order of the vector; all together the dimension
 * @param floor in (0, 1]
 * @param expected a distance that counts as travelled from the start; empty for none
 */
public record PartwiseNorm(List<Long> sizes, double floor, OptionalDouble expected)
    implements ErrorNorm {
  /** Checks the parts and the floor. */
  public PartwiseNorm {
    sizes = List.copyOf(sizes);
    if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
      throw new InputError(
          "an error norm by parts needs at least one part, each of at least 1 component, not %s."
              .formatted(sizes));
    }
    if (!(floor > 0 && floor <= 1)) {
      throw new InputError(
          "the floor of an error norm by parts must be above 0 and at most 1, not " + floor + ".");
    }
    if (expected.isPresent()
        && !(expected.getAsDouble() > 0 && Double.isFinite(expected.getAsDouble()))) {
      throw new InputError(
          "the expected distance must be finite and above 0, not " + expected.getAsDouble() + ".");
    }
  }

  /** Parts of these sizes with a floor of a tenth and no expected distance. */
  public static PartwiseNorm of(long... sizes) {
    return new PartwiseNorm(Arrays.stream(sizes).boxed().toList(), 0.1, OptionalDouble.empty());
  }

  @Override
  public double measure(Trial trial) {
    if (trial.errorNorm() == 0) {
      return 0;
    }
    var bounds = bounds(trial.space().dim());
    var errors = new double[sizes.size()];
    var distances = new double[sizes.size()];
    trial.space().dots(trial.error(), trial.error(), bounds, errors);
    try (var work = trial.space().workspace()) {
      var moved = work.vec();
      trial
          .space()
          .combine(new double[] {1, -1}, new Vec[] {trial.step().to().y(), trial.origin()}, moved);
      trial.space().dots(moved, moved, bounds, distances);
    }
    double least = floor * Math.max(trial.farthest(), expected.orElse(0));
    double worst = 0;
    for (int i = 0; i < errors.length; i++) {
      if (errors[i] > 0) {
        worst = Math.max(worst, Math.sqrt(errors[i]) / Math.max(Math.sqrt(distances[i]), least));
      }
    }
    return worst;
  }

  private long[] bounds(long dim) {
    var bounds = new long[sizes.size() + 1];
    for (int i = 0; i < sizes.size(); i++) {
      bounds[i + 1] = bounds[i] + sizes.get(i);
    }
    if (bounds[sizes.size()] != dim) {
      throw new InputError(
          "the parts of the error norm have %d components together, but the solution has %d: give the sizes of all parts."
              .formatted(bounds[sizes.size()], dim));
    }
    return bounds;
  }
}
