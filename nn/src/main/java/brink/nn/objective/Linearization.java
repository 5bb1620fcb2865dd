package brink.nn.objective;

import brink.core.operator.LinearOperator;
import brink.core.vector.Vec;

/**
 * The objective to second order at one theta, from one forward and one backward pass that are kept
 * until this is closed. The operators are valid until then. J = dz/dtheta of one example, H_z the
 * Hessian of the criterion in the outputs, E the mean over the examples (METHOD 2).
 *
 * <p>Costs in gradients, for deep networks: Hessian and residual product about 2, Gauss-Newton
 * products about 4/3.
 */
public interface Linearization extends AutoCloseable {
  /** {@code L(theta)}. */
  double loss();

  /** Writes {@code grad L(theta)}. */
  void gradient(Vec into);

  /** {@code Hess = G + R}, the Hessian of L. */
  LinearOperator hessian();

  /** {@code G = E[J^T H_z J]}, positive semidefinite. */
  LinearOperator gaussNewton();

  /** {@code R = Hess - G = E[sum_c dl/dz_c Hessian of z_c]}. */
  LinearOperator residual();

  /** {@code N = E[J^T J]}, that of the tangent kernel. */
  LinearOperator classicalGaussNewton();

  @Override
  void close();
}
