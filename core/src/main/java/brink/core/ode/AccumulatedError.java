package brink.core.ode;

import java.util.OptionalDouble;

/**
 * What is known of the error of a solution at its end: the sum of the norms of the local error
 * estimates of all steps.
 *
 * <p>How it relates to the true error: each local error is carried on by the flow. Where the flow
 * contracts (a gradient flow in a convex region), the sum is an upper bound as far as the local
 * estimates hold, often a generous one; where neighbouring solutions part, the true error can
 * exceed it by the factor by which they part. Local estimates of Euler, RK4 and Dormand-Prince
 * belong to the less accurate of two results and so are large for the one that is kept.
 *
 * @param absolute the sum
 * @param distance {@code |y_end - y_start|}, the distance travelled
 */
public record AccumulatedError(double absolute, double distance) {
  /** Relative to the distance travelled; empty where the solution has not moved. */
  public OptionalDouble relative() {
    return distance > 0 ? OptionalDouble.of(absolute / distance) : OptionalDouble.empty();
  }
}
