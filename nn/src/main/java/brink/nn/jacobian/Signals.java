package brink.nn.jacobian;

import brink.core.error.InputError;
import brink.nn.engine.Ops;
import org.bytedeco.pytorch.Tensor;

/**
 * What the Jacobians of some examples are made of: one forward pass, kept until the scope closes
 * that it was made in. Layers are counted l = 1..L.
 */
sealed interface Signals permits DenseSignals, ChainSignals {
  /** S with {@code S^T S = H_z}, [rows x C x C]. */
  Tensor root();

  /**
   * {@code M J_l} for every example's M.
   *
   * @param m [rows x k x d_{l+1}]
   * @return [rows x k x d_l]
   */
  Tensor pull(Tensor m, int l);

  /** {@code |J_l|^2}, l = 1..L-1. */
  Norms jacobians(int l);

  /** {@code |M_l|^2} of {@code M_l = dh^l/dtheta_l}, the Jacobian of a layer in its parameters. */
  Norms parameters(int l);

  /**
   * {@code K_l K_l^T = (S Z_l) M_l M_l^T (S Z_l)^T}.
   *
   * @param sz {@code S Z_l}, [rows x C x d_l]
   * @param gram {@code S Z_l Z_l^T S^T}, [rows x C x C]
   * @return [rows x C x C]
   */
  Tensor gramOfK(Tensor sz, Tensor gram, int l);

  /** Examples. */
  default int rows() {
    return Math.toIntExact(root().size(0));
  }

  /** Outputs, C. */
  default int outputs() {
    return Math.toIntExact(root().size(1));
  }

  /** {@code S M} for every example's M [rows x C x d]. */
  default Tensor rooted(Tensor m) {
    var into = Ops.like(m);
    Ops.multiplyEach(root(), m, into);
    return into;
  }

  /**
   * Checks numbers of a forward pass.
   *
   * @throws InputError if some are not finite
   */
  static void requireFinite(double[] numbers) {
    for (double number : numbers) {
      if (!Double.isFinite(number)) {
        throw new InputError(
            "The outputs of the network or the squares of its activations are not all finite at"
                + " these weights: training has diverged, or the weights or the data are too large"
                + " (scale the inputs with data.scaling).");
      }
    }
  }
}
