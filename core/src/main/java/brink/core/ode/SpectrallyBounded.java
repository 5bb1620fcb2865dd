package brink.core.ode;

import brink.core.vector.Vec;

/** A field that knows a bound on the spectral radius of its Jacobian. */
public interface SpectrallyBounded extends VectorField {
  /** A number not below the spectral radius of {@code df/dy} at {@code (t, y)}, finite. */
  double spectralRadiusBound(double t, Vec y);
}
