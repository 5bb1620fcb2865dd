package brink.core.ode;

import brink.core.error.InputError;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What ends a solve: the first of the events that is met; the solve fails if there is none within
 * the limit on steps.
 *
 * @param maxSteps at least 1
 * @param events at least one
 */
public record Stops(long maxSteps, List<StopEvent> events) {
  /**
   * Checks that some event can be met.
   *
   * @throws InputError where none can
   */
  public Stops {
    events = List.copyOf(events);
    if (maxSteps < 1) {
      throw new InputError("max steps must be at least 1, not " + maxSteps + ".");
    }
    if (events.isEmpty()) {
      throw new InputError(
          "a solve needs something to stop at: give a time, a potential, a field norm, a level to"
              + " cross or a number of steps.");
    }
    for (var event : events) {
      if (event instanceof StopEvent.StepsTaken(long count) && count > maxSteps) {
        throw new InputError(
            "the solve cannot stop after %d steps when at most %d are allowed: raise the limit."
                .formatted(count, maxSteps));
      }
    }
  }

  /** Stops at a list of events. */
  public static Stops at(long maxSteps, StopEvent... events) {
    return new Stops(maxSteps, List.of(events));
  }

  /** The earliest time to stop at, where there is one. */
  OptionalDouble time() {
    return events.stream()
        .filter(StopEvent.TimeReached.class::isInstance)
        .mapToDouble(event -> ((StopEvent.TimeReached) event).t())
        .min();
  }
}
