package brink.core.ode;

import brink.core.vector.Vec;

/**
 * A point of a solution with the field there. The vectors belong to the solve: they hold these
 * values until the step after next, so whoever wants to keep them copies them.
 *
 * @param t time
 * @param y the solution
 * @param f {@code f(t, y)}
 * @param potential L(y), 0 for a field that has none
 * @param fieldNorm {@code |f|}: the gradient norm, for a gradient field
 */
public record State(double t, Vec y, Vec f, double potential, double fieldNorm) {
  /** Whether the potential and every component of f are finite. */
  boolean finite() {
    return Double.isFinite(potential) && Double.isFinite(fieldNorm);
  }
}
