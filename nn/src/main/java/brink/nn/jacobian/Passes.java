package brink.nn.jacobian;

import org.bytedeco.pytorch.Tensor;

/** A network's way from inputs to {@link Signals}, at one theta. */
sealed interface Passes permits DensePasses, ChainPasses {
  /** L. */
  int layers();

  /**
   * Examples a chunk: enough for products to run at full speed, few enough to stay near the core.
   * It does not depend on the number of lanes, so that results do not either.
   */
  int chunk();

  /** About how many numbers an example's signals, and the work on them, take. */
  double numbers();

  /**
   * A forward pass.
   *
   * @param x [rows x d_0]
   * @throws brink.core.error.InputError where the outputs are not finite
   */
  Signals forward(Tensor x);
}
