package brink.lab.dynamics;

import brink.core.operator.Congruence;
import brink.core.operator.LinearOperator;
import brink.core.operator.Shifted;
import brink.core.vector.FlatSpace;
import brink.core.vector.Vec;

/**
 * The diagonal P by which an adaptive descent divides its next step, see {@link Adaptive}.
 *
 * @param space of the weights
 * @param inverseRoot P^(-1/2), number by number
 * @param decay lambda, where weight decay is part of what P divides; else 0
 */
public record Preconditioner(FlatSpace space, Vec inverseRoot, double decay) {
  /**
   * {@code P^(-1/2) (Hess + lambda I) P^(-1/2)}, whose largest eigenvalue is the preconditioned
   * sharpness: symmetric, and similar to the {@code P^-1 (Hess + lambda I)} that steps are
   * multiplied with.
   */
  public LinearOperator of(LinearOperator hessian) {
    var whole = decay == 0 ? hessian : new Shifted(hessian, decay);
    return new Congruence(space, inverseRoot, whole);
  }
}
