package brink.core.ode;

import brink.core.vector.Vec;

/** What happened just before a step is prepared. */
public sealed interface Prior {
  /** Nothing: this is the first step. */
  record Start() implements Prior {}

  /** A step was accepted and ended here. */
  record Accepted() implements Prior {}

  /**
   * A step from here was rejected.
   *
   * @param error its error estimate; where the step was unstable, along the directions that grew.
   *     May hold numbers that are not finite
   */
  record Rejected(Vec error) implements Prior {}
}
