package brink.core.ode;

import brink.core.error.InputError;
import java.util.OptionalDouble;

/** How steps are chosen. */
public sealed interface StepControl {
  /**
   * Every step this long, or the stepper's own limit where that is shorter: {@link AtSharpness} and
   * {@link ExponentialEuler} have one. No step is rejected.
   *
   * @param step above 0
   */
  record Fixed(double step) implements StepControl {
    /** Checks the step. */
    public Fixed {
      if (!(step > 0) || Double.isInfinite(step)) {
        throw new InputError("the step must be finite and above 0, not " + step + ".");
      }
    }
  }

  /**
   * Steps such that each has a local error within the tolerance; others are rejected and tried
   * again, shorter by the elementary controller.
   *
   * @param tolerance on the relative size of the local error, above 0
   * @param norm what that is relative to
   * @param filter the controller after accepted steps
   * @param safety factor below 1 on the step that would just meet the tolerance
   * @param shrink the most a step may shrink by at once, in (0, 1)
   * @param grow the most it may grow by at once, above 1
   * @param maxRejections attempts at one step that may be rejected, at least 1
   * @param first the first step; empty to choose it from the field at the start, for at most one
   *     evaluation
   */
  record Adaptive(
      double tolerance,
      ErrorNorm norm,
      StepFilter filter,
      double safety,
      double shrink,
      double grow,
      int maxRejections,
      OptionalDouble first)
      implements StepControl {
    /** Checks each number. */
    public Adaptive {
      if (!(tolerance > 0) || Double.isInfinite(tolerance)) {
        throw new InputError(
            "the tolerance must be finite and above 0, such as 1e-3, not " + tolerance + ".");
      }
      if (!(safety > 0 && safety < 1) || !(shrink > 0 && shrink < 1) || !(grow > 1)) {
        throw new IllegalArgumentException(
            "safety and shrink must be in (0, 1) and grow above 1, not %s, %s and %s"
                .formatted(safety, shrink, grow));
      }
      if (maxRejections < 1) {
        throw new IllegalArgumentException("maxRejections must be at least 1");
      }
      if (first.isPresent() && !(first.getAsDouble() > 0 && Double.isFinite(first.getAsDouble()))) {
        throw new InputError(
            "the first step must be finite and above 0, not " + first.getAsDouble() + ".");
      }
    }

    /** A tolerance, relative to the distance travelled, with a controller at its usual settings. */
    public static Adaptive of(double tolerance, StepFilter filter) {
      return new Adaptive(
          tolerance, DistanceNorm.travelled(), filter, 0.9, 0.2, 10, 30, OptionalDouble.empty());
    }

    /** The same with another tolerance. */
    public Adaptive within(double tolerance) {
      return new Adaptive(tolerance, norm, filter, safety, shrink, grow, maxRejections, first);
    }

    /** The same with another error norm. */
    public Adaptive measuredBy(ErrorNorm norm) {
      return new Adaptive(tolerance, norm, filter, safety, shrink, grow, maxRejections, first);
    }

    /** The same with a given first step. */
    public Adaptive startingWith(double step) {
      return new Adaptive(
          tolerance, norm, filter, safety, shrink, grow, maxRejections, OptionalDouble.of(step));
    }
  }
}
