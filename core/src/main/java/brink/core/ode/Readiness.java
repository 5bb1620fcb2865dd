package brink.core.ode;

import java.util.Optional;
import java.util.OptionalDouble;

/** Whether a stepper can step from a point, and what it knows there. */
public sealed interface Readiness {
  /**
   * It can.
   *
   * @param spectralRadius an estimate of the spectral radius of the Jacobian, without any safety
   *     factor; empty where the stepper needs none
   * @param largestStep the largest step the method allows here; empty for no limit
   * @param note something to tell the reader of the result, without numbers that change from step
   *     to step, such as an inner iteration that ended early
   */
  record Ready(OptionalDouble spectralRadius, OptionalDouble largestStep, Optional<String> note)
      implements Readiness {
    /** Ready, with nothing to say. */
    public static Ready plain() {
      return new Ready(OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty());
    }
  }

  /** It cannot: the solve fails here. */
  record Stuck(Fault fault) implements Readiness {}
}
