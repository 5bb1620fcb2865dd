package brink.core.ode;

import brink.core.vector.Space;
import brink.core.vector.Vec;

/** The right-hand side f of an ordinary differential equation {@code dy/dt = f(t, y)}. */
public interface VectorField {
  /** The space of y and f. */
  Space space();

  /**
   * Writes {@code f(t, y)} and returns the potential there: L(y) for a gradient field {@code f =
   * -grad L}, so that {@code dL/dt = -|f|^2} along the flow; 0 for a field that has none.
   */
  double eval(double t, Vec y, Vec into);

  /**
   * Whether f does not depend on t. Where it does not and says so, steppers that need its time
   * derivative save an evaluation a step.
   */
  default boolean autonomous() {
    return false;
  }
}
