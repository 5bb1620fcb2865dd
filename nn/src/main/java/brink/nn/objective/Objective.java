package brink.nn.objective;

import brink.core.vector.FlatSpace;
import brink.core.vector.Vec;

/**
 * The training loss {@code L(theta) = E[l(z(x, theta), y)]} of a network on a data set, E the mean
 * over its n examples.
 */
public interface Objective extends AutoCloseable {
  /** R^P, the space of theta. */
  FlatSpace space();

  /** The loss and the accuracy; one forward pass. */
  Evaluation evaluate(Vec theta);

  /** Writes {@code grad L(theta)} and returns {@code L(theta)}: the cost unit of solvers. */
  double gradient(Vec theta, Vec into);

  /**
   * One forward and one backward pass, kept: the loss, the gradient, and products with the second
   * derivatives at theta. theta must not change until the result is closed.
   */
  Linearization at(Vec theta);

  /** Frees the native storage of the data and the signals. */
  @Override
  void close();
}
