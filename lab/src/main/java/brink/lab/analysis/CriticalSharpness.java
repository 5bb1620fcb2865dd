package brink.lab.analysis;

import brink.core.error.InputError;
import brink.core.vector.Vec;
import brink.nn.objective.Objective;

/**
 * The curvature that matters for a step along a direction, from forward passes alone: with eta_c
 * the smallest learning rate at which a step along it raises the loss,
 *
 * <pre>
 * critical sharpness = 2 / eta_c,   L(theta - eta_c d) = L(theta)     (Kalra et al., arXiv:2601.16979)
 * </pre>
 *
 * On a quadratic, along the gradient g, it is {@code g^T H g / |g|^2}: at most the sharpness, and
 * near it where the gradient lies along the leading eigenvector, as at the edge of stability.
 *
 * <p>From a first guess, learning rates are doubled or halved until the loss rises at one and not
 * at its half, and the interval is then halved; that the loss rises but once along the way is
 * assumed. Cost: a forward pass a learning rate tried, {@code 2 + log2(1 / tolerance)} from a good
 * guess.
 *
 * @param value 2 over the geometric mean of the two learning rates
 * @param below a learning rate at which the loss does not rise
 * @param above one at which it does
 * @param passes forward passes used
 */
public record CriticalSharpness(double value, double below, double above, int passes) {
  private static final int MOST = 200; // doublings leave the range of numbers earlier

  /**
   * Measures along a direction.
   *
   * @param theta the weights, not changed
   * @param direction d; the gradient for plain descent
   * @param loss L(theta)
   * @param guess a learning rate to begin at, above 0
   * @param tolerance of eta_c: above is at most 1 + tolerance times below
   * @throws InputError if the loss rises nowhere, or everywhere, along the direction
   */
  public static CriticalSharpness along(
      Objective objective, Vec theta, Vec direction, double loss, double guess, double tolerance) {
    try (var work = objective.space().workspace()) {
      var line = new Line(objective, theta, direction, loss, work.vec());
      double below = guess;
      double above = guess;
      if (line.rises(guess)) {
        do {
          above = below;
          below /= 2;
        } while (line.rises(below));
      } else {
        do {
          below = above;
          above *= 2;
        } while (!line.rises(above));
      }
      while (above > (1 + tolerance) * below) {
        double middle = (below + above) / 2;
        if (line.rises(middle)) {
          above = middle;
        } else {
          below = middle;
        }
      }
      return new CriticalSharpness(2 / Math.sqrt(below * above), below, above, line.passes);
    }
  }

  /** The loss along a line. */
  private static final class Line {
    private final Objective objective;
    private final Vec theta;
    private final Vec direction;
    private final double loss;
    private final Vec there;
    private int passes;

    Line(Objective objective, Vec theta, Vec direction, double loss, Vec there) {
      this.objective = objective;
      this.theta = theta;
      this.direction = direction;
      this.loss = loss;
      this.there = there;
    }

    boolean rises(double rate) {
      if (passes == MOST) {
        throw new InputError(
            "The loss rises at no learning rate, or at every one, between those tried, the last %.3g: at such weights there is no critical sharpness."
                .formatted(rate));
      }
      passes++;
      objective.space().combine(new double[] {1, -rate}, new Vec[] {theta, direction}, there);
      return !(objective.evaluate(there).loss() <= loss); // not a number: far beyond
    }
  }
}
