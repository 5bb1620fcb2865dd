package brink.core.ode;

import brink.core.error.InputError;

/** Initial value problems {@code dy/dt = f(t, y), y(t_0) = y_0}. */
public final class Ode {
  private Ode() {}

  /**
   * Follows a solution until a stop condition is met or it cannot go on.
   *
   * <p>Under error control an error within the rounding of y, {@code u max(|y_start|, |y -
   * y_start|)} with u the unit roundoff of the space, counts as none: shorter steps would not
   * lessen it. A solve that needs this for more than half of its steps, or whose tolerance is below
   * 4 u, ends as {@link Fault.Reason#TOLERANCE_BELOW_ROUNDING}.
   *
   * <p>A method that is kept stable by an estimate of the spectral radius, run under error control,
   * never passes as successful with local error estimates that add up to more than the farthest
   * distance travelled: the solve ends as {@link Fault.Reason#ACCURACY_LOST}. Explicit methods
   * hover at the border of their stability on stiff problems with small errors and large estimates,
   * and fixed steps are the user's; there it is a note.
   *
   * <p>Storage: the vectors of two points and an error estimate (5), those of the stepper's {@link
   * Memory}, two for work inside steps; all made once and freed on return. Beside the stages, a
   * step makes the error estimate and reads it, f and the distance travelled: five passes over
   * memory.
   *
   * @param field the right-hand side
   * @param start t_0 and y_0, and where to go on from; its vector holds the final y on return
   * @param stepper the method
   * @param control how steps are chosen
   * @param save which moments to hand to the observer
   * @param stops what ends it
   * @param observer called after each accepted step, for each saved moment and between steps
   * @return how it ended, where, how accurate and at what cost; a solve that breaks down ends with
   *     {@link Outcome.Failed}, not with an exception
   * @throws InputError where no stop condition can be met, or times lie before the start
   */
  public static <F extends VectorField, S extends Memory> Solution solve(
      F field,
      Start start,
      Stepper<? super F, S> stepper,
      StepControl control,
      SaveAt save,
      Stops stops,
      Observer observer) {
    var time = stops.time();
    if (time.isPresent() && !(time.getAsDouble() > start.t())) {
      throw new InputError(
          "the time to stop at, %s, is not after the start at %s."
              .formatted(time.getAsDouble(), start.t()));
    }
    try (var work = field.space().workspace()) {
      var metered = new Metered<>(field, work);
      try (var memory = stepper.open(metered, work)) {
        return new Integration<>(
                metered,
                start,
                stepper,
                memory,
                control,
                new Saver(save, observer),
                stops,
                observer,
                work)
            .run();
      }
    }
  }

  /**
   * Follows a solution twice, as asked and with the tolerance (or the fixed step) divided by {@code
   * refinement}, and estimates the error of the second, which is the one kept: it is observed and
   * saved, and its final y returned. The difference of the two measures what the local estimates
   * only add up: how the flow carries errors on.
   *
   * <p>Where the stop is a potential, a gauge or a norm, the error of the final y includes that of
   * the time at which the stop is met. Cost: for a method of order 2 with refinement 2 about 2.3
   * times that of one solve; storage: one vector more, those of a {@link Standing}, and three
   * numbers a step.
   *
   * <p>It can be taken up within either solve. The first one, which is observed in nothing else,
   * hands out where it stands too; a break in the second costs a step of the first again.
   *
   * @param refinement above 1; 2 to 4 is usual. A larger one makes the estimate more certain
   * @param start holds the final y of the second solve on return
   * @return both solves and the estimate; {@link GlobalError.Unknown} where they cannot be compared
   */
  public static <F extends VectorField, S extends Memory> Calibrated calibrate(
      F field,
      Start start,
      Stepper<? super F, S> stepper,
      StepControl control,
      double refinement,
      SaveAt save,
      Stops stops,
      Observer observer) {
    return Calibration.run(field, start, stepper, control, refinement, save, stops, observer);
  }
}
