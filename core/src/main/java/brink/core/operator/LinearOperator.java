package brink.core.operator;

import brink.core.vector.Block;
import brink.core.vector.Space;

/**
 * A linear map of a {@link Space} into itself, known by its products with vectors. The primitive is
 * the product with many vectors at once, so that an implementation can share work among them.
 *
 * <p>Every operator of this project is symmetric; where one is not, its documentation says so.
 */
public interface LinearOperator {
  /** The space of arguments and results. */
  Space space();

  /**
   * {@code into_i = A x_i} for every column. {@code x} and {@code into} have the same number of
   * columns and share no storage.
   */
  void apply(Block x, Block into);
}
