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
   * lessen it. A tolerance below 4 u fails.
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
   * @param start t_0 and y_0; its vector holds the final y on return
   * @param stepper the method
   * @param control how steps are chosen
   * @param save which moments to hand to the observer
   * @param stops what ends it
   * @param observer called after each accepted step and for each saved moment
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
}
