package brink.nn.objective;

import brink.core.operator.LinearOperator;
import brink.core.vector.Vec;

/**
 * The objective to second order at one theta, from one forward and one backward pass that are kept
 * until this is closed. The operators are valid until then.
 *
 * <p>Costs in gradients, for deep networks: Hessian and residual product about 2, Gauss-Newton
 * products about 4/3.
 */
public interface Linearization extends AutoCloseable {
  /** {@code L(theta)}. */
  double loss();

  /** Writes {@code grad L(theta)}. */
  void gradient(Vec into);

  /** One of the curvature operators. */
  LinearOperator operator(Term term);

  /** {@link Term#HESSIAN}. */
  default LinearOperator hessian() {
    return operator(Term.HESSIAN);
  }

  /** {@link Term#GAUSS_NEWTON}. */
  default LinearOperator gaussNewton() {
    return operator(Term.GAUSS_NEWTON);
  }

  /** {@link Term#RESIDUAL}. */
  default LinearOperator residual() {
    return operator(Term.RESIDUAL);
  }

  /** {@link Term#CLASSICAL_GAUSS_NEWTON}. */
  default LinearOperator classicalGaussNewton() {
    return operator(Term.CLASSICAL_GAUSS_NEWTON);
  }

  @Override
  void close();
}
