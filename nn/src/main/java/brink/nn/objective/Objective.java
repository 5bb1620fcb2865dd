package brink.nn.objective;

import brink.core.error.InputError;
import brink.core.vector.FlatSpace;
import brink.core.vector.Vec;
import brink.nn.data.DataSet;
import brink.nn.engine.Engine;
import brink.nn.network.Mlp;
import brink.nn.network.Network;

/**
 * The training loss {@code L(theta) = E[l(z(x, theta), y)]} of a network on a data set, E the mean
 * over its n examples, and over the positions of each where the examples are texts.
 */
public interface Objective extends AutoCloseable {
  /** R^P, the space of theta. */
  FlatSpace space();

  /** The loss and the accuracy; one forward pass. */
  Evaluation evaluate(Vec theta);

  /** Writes {@code grad L(theta)} and returns {@code L(theta)}: the cost unit of solvers. */
  double gradient(Vec theta, Vec into);

  /**
   * Checks that loss and gradient are numbers at some weights; one gradient.
   *
   * @throws InputError if one is not finite there
   */
  default void requireFinite(Vec theta) {
    try (var work = space().workspace()) {
      var gradient = work.vec();
      double loss = gradient(theta, gradient);
      double norm = space().norm(gradient);
      if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
        throw new InputError(
            "At these weights the loss is %s and the norm of its gradient %s: scale the inputs (data.scaling), or take smaller weights (network.init.gain)."
                .formatted(loss, norm));
      }
    }
  }

  /**
   * One forward and one backward pass, kept: the loss, the gradient, and products with the second
   * derivatives at theta. theta must not change until the result is closed.
   */
  Linearization at(Vec theta);

  /**
   * Gradients on batches of so many of these examples; to be closed before this is.
   *
   * @throws brink.core.error.InputError if the network cannot be computed on so many
   */
  BatchGradient batches(int size);

  /**
   * The objective of a network on data: in closed form for an {@link Mlp}, by recorded operations
   * for every other.
   *
   * @throws InputError if the data does not fit the network or the loss
   */
  static Objective of(Engine engine, Network network, Loss loss, DataSet data) {
    return network instanceof Mlp mlp
        ? new MlpObjective(engine, mlp, loss, data)
        : new AutogradObjective(engine, network, loss, data);
  }

  /** Frees the native storage of the data and the signals. */
  @Override
  void close();
}
