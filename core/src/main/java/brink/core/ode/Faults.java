package brink.core.ode;

import brink.core.ode.Fault.Reason;

/** The faults that the loop itself finds, in words. */
final class Faults {
  private Faults() {}

  static Fault notFinite(String what, String when) {
    return new Fault(
        Reason.NOT_FINITE,
        "the %s is not a finite number %s.".formatted(what, when),
        "Check the data and the starting point, or take smaller steps.");
  }

  static Fault underflow(double h) {
    return new Fault(
        Reason.STEP_UNDERFLOW,
        "the step has become too small to change the time, %.3g.".formatted(h),
        "Raise the tolerance, or use a stabilised method if the problem is stiff.");
  }

  static Fault tooManyRejections(int attempts, double h) {
    return new Fault(
        Reason.TOO_MANY_REJECTIONS,
        "a step was rejected %d times, last at length %.3g.".formatted(attempts, h),
        "Raise the tolerance, or use another method: the field may have a jump here.");
  }

  static Fault belowRounding(double tolerance, double roundoff) {
    return new Fault(
        Reason.TOLERANCE_BELOW_ROUNDING,
        "a tolerance of %.3g on this distance asks for more than numbers stored to %.1g can give."
            .formatted(tolerance, roundoff),
        "Raise the tolerance, or compute in float64.");
  }

  static Fault accuracyLost(double errors, double distance) {
    return new Fault(
        Reason.ACCURACY_LOST,
        "the estimated errors of the steps add up to %.3g, more than the distance travelled, %.3g."
            .formatted(errors, distance),
        "Lower the tolerance or the expected distance, or measure the spectral radius more often"
            + " and with a larger safety factor.");
  }

  static Fault tooManySteps(long limit, State at) {
    var where =
        at.potential() == 0
            ? "|f| is still %.3g".formatted(at.fieldNorm())
            : "the potential is still %.6g, and |f| %.3g".formatted(at.potential(), at.fieldNorm());
    return new Fault(
        Reason.TOO_MANY_STEPS,
        "none of the stop conditions was met within %d steps; %s.".formatted(limit, where),
        "Allow more steps, raise the tolerance, or check that a stop condition can be met.");
  }
}
