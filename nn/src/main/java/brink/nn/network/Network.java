package brink.nn.network;

import org.bytedeco.pytorch.Tensor;

/**
 * A function of inputs and parameters. All that the rest of the project needs of a network is its
 * parameter layout and its forward function; derivatives of every order come from recording it, or
 * are written out where it is a {@link LayeredNetwork}.
 */
public interface Network {
  /** The names, shapes and places of the parameters. */
  Layout layout();

  /** The number of outputs an example, or a row of them, C. */
  int outputs();

  /**
   * How many rows of C outputs an example has, r: a network that reads text says at every position
   * what comes next; others have one. The loss is the mean over examples and rows.
   */
  default int rows() {
    return 1;
  }

  /**
   * How many consecutive examples are computed together, because they see each other: the size of a
   * ghost batch where there is batch normalisation, else 1. What computes a part of the examples
   * takes whole such groups.
   */
  default int together() {
    return 1;
  }

  /** About how many numbers a forward pass produces for an example, to estimate memory by. */
  double signals();

  /** What it is, in words: kind, sizes, activation. */
  String describe();

  /**
   * The outputs z(x, theta).
   *
   * @param inputs [n x d]
   * @param parameters in the order and shapes of {@link #layout()}
   * @return [n r x C], the rows of an example one after the other
   */
  Tensor forward(Tensor inputs, Tensor[] parameters);
}
