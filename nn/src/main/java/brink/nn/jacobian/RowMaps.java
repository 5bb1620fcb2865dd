package brink.nn.jacobian;

import org.bytedeco.pytorch.Tensor;

/** Positive semidefinite maps A_i, one an example: row i of a tensor is what A_i is applied to. */
interface RowMaps {
  /** {@code into_i = A_i v_i} for every row of v [rows x d]. */
  void apply(Tensor v, Tensor into);

  /**
   * Goes on with some of the examples only.
   *
   * @param rows their numbers among those present, ascending
   */
  void keep(long[] rows);
}
