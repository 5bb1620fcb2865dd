package brink.core.ode;

import brink.core.error.InputError;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;

/**
 * The moments to save, beside the first and the last, which always are. Saving shortens no step: a
 * moment inside a step is interpolated, and the field evaluated there, so that its f and potential
 * are true ones. Cost: one evaluation for a moment inside a step, a few for a level. Where the
 * interpolant of a stabilised method leaves the flow, because its slope is not the field there (by
 * a tenth), a shorter step from the same start takes its place, for the stages of that step.
 *
 * @param times increasing
 * @param every save after every so many steps; empty for no
 * @param levels decreasing potentials: a moment is saved when the potential first falls to each; it
 *     lies within a thousandth of the level, or of the step's change in potential
 */
public record SaveAt(List<Double> times, OptionalLong every, List<Double> levels) {
  /** Sorts and checks. */
  public SaveAt {
    times = times.stream().distinct().sorted().toList();
    levels = levels.stream().distinct().sorted((a, b) -> Double.compare(b, a)).toList();
    if (!times.stream().allMatch(Double::isFinite) || !levels.stream().allMatch(Double::isFinite)) {
      throw new InputError("times and potentials to save at must be finite numbers.");
    }
    if (every.isPresent() && every.getAsLong() < 1) {
      throw new InputError(
          "save every step or every so many steps, at least 1, not " + every.getAsLong() + ".");
    }
  }

  /** The first and the last moment only. */
  public static SaveAt ends() {
    return new SaveAt(List.of(), OptionalLong.empty(), List.of());
  }

  /** These times too. */
  public SaveAt times(double... more) {
    return new SaveAt(join(times, more), every, levels);
  }

  /** Every so many steps too. */
  public SaveAt every(long steps) {
    return new SaveAt(times, OptionalLong.of(steps), levels);
  }

  /** These potentials too. */
  public SaveAt levels(double... more) {
    return new SaveAt(times, every, join(levels, more));
  }

  private static List<Double> join(List<Double> list, double... more) {
    return DoubleStream.concat(list.stream().mapToDouble(Double::doubleValue), Arrays.stream(more))
        .boxed()
        .toList();
  }
}
