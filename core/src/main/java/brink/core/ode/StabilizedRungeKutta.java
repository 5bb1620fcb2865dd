package brink.core.ode;

import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A Runge-Kutta-Chebyshev method that chooses its number of stages in every step, from the step and
 * the spectral radius of the Jacobian. For fields whose stiff spectrum is real and negative:
 * gradient flows. A step of s stages costs s evaluations, s passes over memory, and what the
 * spectral radius costs; storage: two vectors and those of the radius.
 *
 * @param family the method
 * @param maxStages the most stages in a step; steps are cut to what these cover
 * @param radius where the spectral radius comes from, and so what is asked of a field
 */
public record StabilizedRungeKutta<F extends VectorField>(
    Chebyshev family, int maxStages, SpectralRadiusSource<F> radius)
    implements Stepper<F, StabilizedRungeKutta.Work<F>> {
  /** Checks the number of stages. */
  public StabilizedRungeKutta {
    if (maxStages < 3) {
      throw new IllegalArgumentException("maxStages must be at least 3, not " + maxStages);
    }
  }

  /** RKC2 with its spectral radius from warm power iteration: the default for gradient flows. */
  public static StabilizedRungeKutta<Linearizable> rkc2() {
    return new StabilizedRungeKutta<>(Chebyshev.RKC2, 250, PowerIteration.standard());
  }

  /** RKC1 with its spectral radius from warm power iteration. */
  public static StabilizedRungeKutta<Linearizable> rkc1() {
    return new StabilizedRungeKutta<>(Chebyshev.RKC1, 250, PowerIteration.standard());
  }

  /** Storage, the tracked spectral radius, and the coefficients met so far. */
  public static final class Work<F extends VectorField> implements Memory {
    private final SpectralRadiusSource.Tracker<F> tracker;
    private final Vec stage;
    private final Map<Integer, Chebyshev.Recurrence> recurrences = new HashMap<>();
    private double bound;
    private int stages;

    private Work(SpectralRadiusSource.Tracker<F> tracker, Vec stage) {
      this.tracker = tracker;
      this.stage = stage;
    }

    @Override
    public void close() {
      tracker.close();
    }
  }

  @Override
  public String describe() {
    return family + " (Sommeijer, Shampine & Verwer 1998)";
  }

  @Override
  public int order() {
    return family.order();
  }

  @Override
  public int errorOrder() {
    return family.errorOrder();
  }

  @Override
  public Work<F> open(Metered<? extends F> field, Workspace work) {
    return new Work<>(radius.open(work), work.vec());
  }

  @Override
  public double arrive(Metered<? extends F> field, Work<F> memory, double t, Vec y, Vec f) {
    return memory.tracker.arrive(field, t, y, f);
  }

  @Override
  public Readiness prepare(Metered<? extends F> field, Work<F> memory, State at, Prior prior) {
    return switch (memory.tracker.update(field, at, prior)) {
      case SpectralRadiusSource.Known(double estimate, double bound, var note) -> {
        memory.bound = bound;
        yield new Readiness.Ready(
            OptionalDouble.of(estimate), Steps.limit(family.interval(maxStages), bound), note);
      }
      case SpectralRadiusSource.Unknown(Fault fault) -> new Readiness.Stuck(fault);
    };
  }

  @Override
  public int advance(
      Metered<? extends F> field, Work<F> memory, State from, double h, Vec into, Vec scratch) {
    // The step may exceed the limit by rounding only, so capping does not leave the interval.
    int s = Math.min(maxStages, family.stages(h * memory.bound));
    memory.stages = s;
    var r = memory.recurrences.computeIfAbsent(s, family::recurrence);
    var space = field.space();
    // Y_j overwrites Y_(j-2); the two places alternate so that Y_s lands in `into`.
    var previous = from.y();
    var current = s % 2 == 1 ? into : memory.stage;
    space.combine(new double[] {1, h * r.muTilde()[1]}, new Vec[] {from.y(), from.f()}, current);
    for (int j = 2; j <= s; j++) {
      field.eval(from.t() + r.c()[j - 1] * h, current, scratch);
      var next = current == into ? memory.stage : into;
      double mu = r.mu()[j];
      double nu = r.nu()[j];
      space.combine(
          new double[] {1 - mu - nu, mu, nu, h * r.muTilde()[j], h * r.gammaTilde()[j]},
          new Vec[] {from.y(), current, previous, scratch, from.f()},
          next);
      previous = current;
      current = next;
    }
    return s - 1;
  }

  @Override
  public void error(Metered<? extends F> field, Work<F> memory, Step step, Vec into) {
    var e = memory.recurrences.get(memory.stages).error();
    double h = step.h();
    field
        .space()
        .combine(
            new double[] {e[0], e[1], h * e[2], h * e[3]},
            new Vec[] {step.from().y(), step.to().y(), step.from().f(), step.to().f()},
            into);
  }
}
