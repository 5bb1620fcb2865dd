package brink.core.ode;

import brink.core.operator.LinearOperator;
import brink.core.vector.Vec;

/**
 * A field at one point to first order: value, potential and Jacobian products from one pass that is
 * kept. Valid until closed.
 */
public interface Linearization extends AutoCloseable {
  /** What {@link VectorField#eval} returns there. */
  double potential();

  /** Writes {@code f(t, y)}. */
  void value(Vec into);

  /** {@code J = df/dy}; for a gradient field {@code -Hess}, symmetric. */
  LinearOperator jacobian();

  @Override
  void close();
}
