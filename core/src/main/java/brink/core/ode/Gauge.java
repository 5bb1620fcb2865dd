package brink.core.ode;

/**
 * A number to be watched along a solution, such as the sharpness; see {@link StopEvent.Crossing}.
 */
public interface Gauge {
  /** What it measures, in words. */
  String describe();

  /** Its value at a point, whose vectors hold during the call only. */
  Reading read(State at);

  /** Writes down what the next reading begins from; by default nothing. */
  default void keep(Standing.Draft into) {}

  /** Takes that up. */
  default void takeUp(Standing from) {}

  /** A value, or why there is none. */
  sealed interface Reading {}

  /** The value there. */
  record Value(double value) implements Reading {}

  /** None could be had; the solve fails there. */
  record Unreadable(Fault fault) implements Reading {}
}
