package brink.nn.objective;

/** The symmetric operators of METHOD 2, as what they keep of the Hessian product. */
enum Term {
  /** Everything. */
  HESSIAN(true),
  /** First-order signals, through the curvature of the criterion. */
  GAUSS_NEWTON(false),
  /** What the second derivatives of the network add: the Hessian without Gauss-Newton. */
  RESIDUAL(true),
  /** First-order signals, as if the criterion's Hessian were the identity. */
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
