package brink.core.ode;

import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import java.util.Optional;

/**
 * Points inside the last accepted step, with the field there; one of them at a time.
 *
 * <p>They are interpolated. A stiff step, though, is long against 1 / |J|: what little the
 * interpolant is off along stiff directions makes a field many times that of the flow. It shows in
 * the interpolant's defect, its slope less the field; where that is large, a shorter step from the
 * start of this one takes its place, if the stepper can take one. It ends as near the flow as steps
 * do.
 */
final class Interior<F extends VectorField, S extends Memory> {
  private static final int MAX_EVALUATIONS = 60; // bisection alone would need about 50
  private static final double STRAYED = 0.1; // the defect over the field, at most

  private final Stepper<? super F, S> stepper;
  private final Metered<F> field;
  private final S memory;
  private final Workspace work;
  private Optional<Vec[]> storage = Optional.empty();
  private Optional<Step> strayed = Optional.empty();
  private Optional<Located> last = Optional.empty();

  private record Located(Step step, double theta, State state) {}

  Interior(Stepper<? super F, S> stepper, Metered<F> field, S memory, Workspace work) {
    this.stepper = stepper;
    this.field = field;
    this.memory = memory;
    this.work = work;
  }

  /** What storing a number costs, relative to it. */
  double roundoff() {
    return field.space().roundoff();
  }

  /**
   * The point at {@code theta} in (0, 1]; costs an evaluation, or a step, unless it is the end or
   * the last.
   */
  State at(Step step, double theta) {
    if (theta == 1) {
      return step.to();
    }
    if (last.isPresent() && last.get().step() == step && last.get().theta() == theta) {
      return last.get().state();
    }
    var state = strayed(step) ? retaken(step, theta) : interpolated(step, theta);
    if (stepper.retakes() && !strayed(step) && strays(step, theta, state)) {
      strayed = Optional.of(step);
      state = retaken(step, theta);
    }
    last = Optional.of(new Located(step, theta, state));
    return state;
  }

  private boolean strayed(Step step) {
    return strayed.isPresent() && strayed.get() == step;
  }

  private State interpolated(Step step, double theta) {
    stepper.interpolate(field, memory, step, theta, vector(0));
    return arrived(step, theta);
  }

  private State retaken(Step step, double theta) {
    stepper.advance(field, memory, step.from(), theta * step.h(), vector(0), vector(1));
    return arrived(step, theta);
  }

  private State arrived(Step step, double theta) {
    double t = step.from().t() + theta * step.h();
    double potential = field.eval(t, vector(0), vector(1));
    return new State(t, vector(0), vector(1), potential, field.space().norm(vector(1)));
  }

  /** Whether the interpolant's slope is not the field there. */
  private boolean strays(Step step, double theta, State at) {
    Hermite.defect(field.space(), step, theta, at.f(), vector(2));
    return field.space().norm(vector(2)) > STRAYED * at.fieldNorm();
  }

  private Vec vector(int place) {
    if (storage.isEmpty()) {
      storage = Optional.of(new Vec[] {work.vec(), work.vec(), work.vec()});
    }
    return storage.get()[place];
  }

  /**
   * Where in the step the potential falls to {@code level}, to within {@code tolerance} of it. The
   * guess is the root of the cubic Hermite interpolant of the potential, whose slope is {@code -h
   * |f|^2}; evaluating the field there narrows the bracket.
   */
  double crossing(Step step, double level, double tolerance) {
    double lo = 0;
    double hi = 1;
    var low = step.from();
    var high = step.to();
    for (int i = 1; i <= MAX_EVALUATIONS; i++) {
      double width = hi - lo;
      double guess =
          i % 4 == 0 // now and then halve the bracket, so that it shrinks whatever the guesses do
              ? 0.5
              : root(
                  low.potential() - level,
                  high.potential() - level,
                  width * slope(step, low),
                  width * slope(step, high));
      double theta = lo + width * guess;
      if (theta <= lo || theta >= hi) {
        return hi;
      }
      var state = at(step, theta);
      if (!state.finite() || Math.abs(state.potential() - level) <= tolerance) {
        return state.finite() ? theta : hi;
      }
      // Only numbers are kept of the two ends: the next evaluation overwrites the vectors.
      if (state.potential() > level) {
        lo = theta;
        low = state;
      } else {
        hi = theta;
        high = state;
      }
    }
    return hi;
  }

  private static double slope(Step step, State state) {
    return -step.h() * state.fieldNorm() * state.fieldNorm();
  }

  /** The root in [0, 1] of the cubic with values p0 > 0 >= p1 and slopes d0, d1, by bisection. */
  private static double root(double p0, double p1, double d0, double d1) {
    double lo = 0;
    double hi = 1;
    for (int i = 0; i < 60; i++) {
      double middle = (lo + hi) / 2;
      if (Hermite.value(p0, p1, d0, d1, middle) > 0) {
        lo = middle;
      } else {
        hi = middle;
      }
    }
    return hi;
  }
}
