package brink.nn.data;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;

/**
 * Whitened inputs and the targets of a random linear map, on which deep linear networks are studied
 * (Cohen et al., Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability,
 * 2021, with n = d = 50). The inputs X [n x d] satisfy {@code X^T X / n = I}: sqrt(n) times the
 * orthonormal factor of a matrix of standard normal numbers. The targets are {@code Y = X A^T}, one
 * row {@code y = A x} an example, A [d x d] standard normal.
 *
 * @param dimension d, at least 1
 * @param examples n, at least d
 * @param seed of both draws
 */
@Doc("whitened inputs, and targets by a random linear map of them")
public record Whitened(
    @Doc("numbers an input, and a target") @Default("50") int dimension,
    @Doc("how many; at least the dimension") @Default("50") int examples,
    @Doc("of the draws") @Default("1") long seed)
    implements DataSource {
  private static final int MOST = 4096;

  /**
   * @throws InputError when there are too few examples to be white, or too many numbers
   */
  public Whitened {
    if (dimension < 1 || examples > MOST) {
      throw new InputError(
          "whitened data of dimension %d with %d examples cannot be made: give a dimension of at least 1 and at most %d examples"
              .formatted(dimension, examples, MOST));
    }
    if (examples < dimension) {
      throw new InputError(
          "%d examples cannot be white in %d dimensions: set examples to at least %d"
              .formatted(examples, dimension, dimension));
    }
  }
}
