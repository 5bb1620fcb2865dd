package brink.core.ode;

/**
 * Why a solve cannot go on.
 *
 * @param reason the kind
 * @param cause what happened, a sentence
 * @param advice what to change, a sentence
 */
public record Fault(Reason reason, String cause, String advice) {
  /** Kinds of failure. */
  public enum Reason {
    /** f or the potential is not a finite number. */
    NOT_FINITE,
    /** The step has become too small to change the time. */
    STEP_UNDERFLOW,
    /** The limit on steps was reached before any stop condition was met. */
    TOO_MANY_STEPS,
    /** One step was rejected more often than allowed. */
    TOO_MANY_REJECTIONS,
    /** The iteration for the spectral radius of the Jacobian did not settle. */
    SPECTRAL_RADIUS_NOT_FOUND,
    /** The estimated errors add up to more than the distance travelled. */
    ACCURACY_LOST,
    /** The tolerance asks for more than the numbers of the space resolve. */
    TOLERANCE_BELOW_ROUNDING
  }
}
