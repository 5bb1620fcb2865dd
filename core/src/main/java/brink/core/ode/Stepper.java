package brink.core.ode;

import brink.core.vector.Vec;
import brink.core.vector.Workspace;

/**
 * A one-step method, as an immutable description; what changes from step to step is in its {@link
 * Memory}, which the loop holds.
 *
 * <p>One step, as {@link Ode#solve} drives it:
 *
 * <ol>
 *   <li>{@link #prepare} at the current point, before the first attempt and again after every
 *       rejection;
 *   <li>{@link #reach} may shorten the step;
 *   <li>{@link #advance} computes the new y;
 *   <li>{@link #arrive} evaluates the field there, the only evaluation that the next step shares;
 *   <li>{@link #error} estimates the local error;
 *   <li>when accepted, any number of calls of {@link #interpolate} and, if it {@link #retakes}, of
 *       {@link #advance} by less.
 * </ol>
 *
 * A rejected step leaves the point it started from, and all that is needed to step from there
 * again, as they were. No method allocates vectors: storage is made once, in {@link #open}.
 *
 * @param <F> what the method asks of a field
 * @param <S> what it remembers
 */
public interface Stepper<F extends VectorField, S extends Memory> {
  /** Name and source. */
  String describe();

  /** The order p: the error at a fixed time falls as h^p. */
  int order();

  /** The power of h with which the estimate of the local error falls. */
  int errorOrder();

  /** The same method with its own limit on steps, where it has one, divided by a factor. */
  default Stepper<F, S> refined(double factor) {
    return this;
  }

  /** Storage for one solve, in its workspace. */
  S open(Metered<? extends F> field, Workspace work);

  /**
   * Writes down what the memory holds for the steps to come, after one that was accepted. By
   * default that is nothing.
   */
  default void keep(Metered<? extends F> field, S memory, Standing.Draft into) {}

  /** Takes that up in fresh storage. {@link #arrive} at the point follows, as it led there. */
  default void takeUp(Metered<? extends F> field, S memory, Standing from) {}

  /**
   * Writes {@code f(t, y)} into {@code f} and returns the potential: one evaluation. A method that
   * will need Jacobian products there keeps the linearization for {@link #prepare}.
   */
  default double arrive(Metered<? extends F> field, S memory, double t, Vec y, Vec f) {
    return field.eval(t, y, f);
  }

  /** Learns at a point what steps from there need. */
  default Readiness prepare(Metered<? extends F> field, S memory, State at, Prior prior) {
    return Readiness.Ready.plain();
  }

  /**
   * Learns whether a step of length h keeps what the method promises: a largest step below h
   * shortens it. By default all do that {@link #prepare} allowed. {@link #advance} follows, with
   * the step so shortened and the same vectors.
   */
  default Readiness reach(
      Metered<? extends F> field, S memory, State from, double h, Vec into, Vec scratch) {
    return Readiness.Ready.plain();
  }

  /**
   * Writes the solution at {@code from.t + h}.
   *
   * @param scratch a vector to use freely
   * @return evaluations of the field made here and in {@link #reach}: the stages beyond the shared
   *     one
   */
  int advance(Metered<? extends F> field, S memory, State from, double h, Vec into, Vec scratch);

  /** Writes an estimate of the error that this step alone has made; {@code into} is scratch. */
  void error(Metered<? extends F> field, S memory, Step step, Vec into);

  /**
   * Whether the interpolant may leave the solution along stiff directions. Where it does, a shorter
   * step from the start takes its place: {@link #advance}, which then may follow an accepted step.
   */
  default boolean retakes() {
    return false;
  }

  /**
   * Writes the solution inside the last step, at {@code from.t + theta h}. By default the cubic
   * Hermite interpolant of both ends, whose error falls as h^4.
   *
   * @param theta in [0, 1]
   */
  default void interpolate(
      Metered<? extends F> field, S memory, Step step, double theta, Vec into) {
    Hermite.interpolate(field.space(), step, theta, into);
  }
}
