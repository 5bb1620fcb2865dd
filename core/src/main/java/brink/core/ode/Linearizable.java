package brink.core.ode;

import brink.core.vector.Vec;

/** A field that can multiply with its Jacobian {@code J = df/dy}. */
public interface Linearizable extends VectorField {
  /**
   * The field at {@code (t, y)} to first order. Costs as much as {@link #eval}; y is not changed
   * while the linearization is open.
   */
  Linearization linearize(double t, Vec y);
}
