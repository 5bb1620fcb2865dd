package brink.nn.network;

import org.bytedeco.pytorch.Tensor;

/**
 * A function of inputs and parameters. All that the rest of the project needs of a network is its
 * parameter layout and its forward function; derivatives of every order come from recording it.
 */
public interface Network {
  /** The names, shapes and places of the parameters. */
  Layout layout();

  /** The number of outputs an example, C. */
  int outputs();

  /**
   * The outputs z(x, theta).
   *
   * @param inputs [n x d]
   * @param parameters in the order and shapes of {@link #layout()}
   * @return [n x C]
   */
  Tensor forward(Tensor inputs, Tensor[] parameters);
}
