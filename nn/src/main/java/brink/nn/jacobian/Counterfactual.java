package brink.nn.jacobian;

import java.util.OptionalDouble;

/**
 * A bound on the sharpness, {@code top(Hess) <= top(R) + rho(K) sum_l E|K_l|^2}, as it would be had
 * layerwise Jacobian alignment not risen.
 *
 * @param bound on the sharpness
 */
public record Counterfactual(double bound) {
  /**
   * The bound at a moment with {@code AL_J} frozen at its values at a reference moment, usually
   * just after the initial transient. With the moment itself as reference it bounds the real
   * sharpness.
   *
   * @param now the moment
   * @param reference where {@code AL_J} is taken from
   * @param topG the largest eigenvalue of the Gauss-Newton operator now
   * @param topR the largest eigenvalue of the residual operator now
   */
  public static Counterfactual of(
      Decomposition now, Decomposition reference, double topG, double topR) {
    return new Counterfactual(topR + now.rho(topG) * now.sumOfSquaredKAtAlignmentOf(reference));
  }

  /** {@code eta = 2 / bound}, a step size of gradient descent that would have been stable. */
  public OptionalDouble stepSize() {
    return bound > 0 ? OptionalDouble.of(2 / bound) : OptionalDouble.empty();
  }
}
