package brink.nn.objective;

/**
 * The symmetric operators on R^P that make up the curvature of an objective. J = dz/dtheta of one
 * example, H_z the Hessian of the criterion in the outputs, E the mean over the examples.
 */
public enum Term {
  /** {@code Hess = G + R}, the Hessian of L. */
  HESSIAN(true),
  /** {@code G = E[J^T H_z J]}, positive semidefinite. */
  GAUSS_NEWTON(false),
  /** {@code R = Hess - G = E[sum_c dl/dz_c Hessian of z_c]}. */
  RESIDUAL(true),
  /** {@code N = E[J^T J]}, that of the tangent kernel. */
  CLASSICAL_GAUSS_NEWTON(false);

  private final boolean secondOrder;

  Term(boolean secondOrder) {
    this.secondOrder = secondOrder;
  }

  /** Whether the network's own second derivatives take part. */
  boolean secondOrder() {
    return secondOrder;
  }
}
