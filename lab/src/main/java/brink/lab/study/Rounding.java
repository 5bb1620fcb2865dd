package brink.lab.study;

import brink.core.vector.Precision;
import brink.nn.network.MlpSpec;
import brink.nn.network.NetworkSpec;

/**
 * By how much rounding may change a squared norm of the decomposition, relative to it: {@code 2 L d
 * u}, for L layers that are products of sums of d terms each, at unit roundoff u. A sum of d
 * products is off by d u at most where all have one sign (Higham, Accuracy and Stability of
 * Numerical Algorithms, section 3.1), and L of them follow one another; a square is off by twice as
 * much. Errors of both signs cancel, so that most are far smaller.
 */
final class Rounding {
  private Rounding() {}

  /** The bound for a fully connected network. */
  static double bound(NetworkSpec network, Precision precision) {
    var hidden = ((MlpSpec) network).hidden();
    int widest = hidden.stream().mapToInt(Integer::intValue).max().orElse(1);
    return bound(hidden.size() + 1, widest, precision);
  }

  /**
   * The bound.
   *
   * @param layers L
   * @param terms d
   */
  static double bound(int layers, int terms, Precision precision) {
    return 2.0 * layers * terms * precision.roundoff();
  }
}
