package brink.core.ode;

import brink.core.vector.Space;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import java.util.Optional;

/**
 * Where a stabilised method gets the spectral radius of the Jacobian from.
 *
 * @param <F> what it asks of a field
 */
public interface SpectralRadiusSource<F extends VectorField> {
  /** What is followed through one solve, its storage in the solve's workspace. */
  Tracker<F> open(Workspace work);

  /** The spectral radius along a solution. */
  interface Tracker<F extends VectorField> extends Memory {
    /** {@link Stepper#arrive}: evaluates the field, linearized where an estimate is due. */
    double arrive(Metered<? extends F> field, double t, Vec y, Vec f);

    /** {@link Stepper#prepare}: the radius to step with from here. */
    Reading update(Metered<? extends F> field, State at, Prior prior);

    /** {@link Stepper#keep}; by default nothing. */
    default void keep(Standing.Draft into) {}

    /** {@link Stepper#takeUp}. */
    default void takeUp(Space space, Standing from) {}
  }

  /** The radius, or why there is none. */
  sealed interface Reading {}

  /**
   * The radius.
   *
   * @param estimate of the radius itself
   * @param bound what to be stable for: the estimate with its margin of safety
   * @param note something to tell the reader of the result
   */
  record Known(double estimate, double bound, Optional<String> note) implements Reading {}

  /** None was found. */
  record Unknown(Fault fault) implements Reading {}
}
