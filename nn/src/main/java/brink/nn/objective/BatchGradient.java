package brink.nn.objective;

import brink.core.vector.Vec;

/**
 * Gradients of the mean loss over some of an objective's examples: what stochastic descent sees.
 */
public interface BatchGradient extends AutoCloseable {
  /** How many examples there are to choose from, n. */
  int examples();

  /**
   * Writes the gradient of the mean loss over some examples, and returns that loss.
   *
   * @param rows which examples, each in 0 .. n-1, as many as were agreed on
   */
  double gradient(Vec theta, int[] rows, Vec into);

  /** Frees its native storage. */
  @Override
  void close();
}
