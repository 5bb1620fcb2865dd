package brink.core.ode;

import java.util.OptionalDouble;

/**
 * What two solves at different accuracy tell of the error of the finer one; see {@link
 * Ode#calibrate}.
 */
public sealed interface GlobalError {
  /**
   * Estimates by Richardson's extrapolation: where steps get shorter by a factor s from the coarse
   * solve to the fine one, errors shrink by s^p, p the order, and that of the fine solve is the
   * difference of the two times {@code c = 1 / (s^p - 1)}; but c is taken to be at least 1. Under
   * error control {@code s = q^(1/k)}, with q the refinement of the tolerance and k the power of h
   * with which the local error estimate falls; for fixed steps s = q.
   *
   * <p>How far it goes: measured against true errors at tolerances of 1e-2 to 1e-4, stabilised
   * methods, Euler's and exponential Euler's methods have given between 0.3 and 2.2 times the truth
   * (ROCK4 with its long steps once a sixth). Where stability and not the tolerance sets the steps,
   * errors follow no power of the tolerance: explicit methods on a stiff problem have given between
   * a tenth of the truth and twenty times.
   *
   * @param absolute of the final y, {@code c |y_fine - y_coarse|}
   * @param relative that over the distance travelled; empty where the solution has not moved
   * @param potential of the potential at the end, or at the earlier of the two ends
   * @param curve of the potential as a function of time: the largest over the steps of the fine
   *     solve. The coarse curve between its steps is interpolated by cubics with the slope {@code
   *     -|f|^2}, and what that errs by is counted. 0 for fields without a potential
   * @param time of the time at the end, where that is not given
   * @param factor absolute over the accumulated local estimate of the fine solve: what to multiply
   *     that by on such a problem; empty where that is 0
   */
  record Estimated(
      double absolute,
      OptionalDouble relative,
      double potential,
      double curve,
      double time,
      OptionalDouble factor)
      implements GlobalError {}

  /**
   * Nothing.
   *
   * @param why a sentence
   */
  record Unknown(String why) implements GlobalError {}
}
