package brink.core.ode;

import brink.core.vector.Space;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A stabilised method that chooses its number of stages in every step, from the step and the
 * spectral radius of the Jacobian. For fields whose stiff spectrum is real and negative: gradient
 * flows. A step of s stages costs s evaluations, s passes over memory (ROCK: one more, for the
 * error estimate), and what the spectral radius costs; storage: one vector (ROCK2: two, ROCK4:
 * four) and those of the radius.
 *
 * @param family the method
 * @param maxStages the most stages in a step; steps are cut to what these cover
 * @param radius where the spectral radius comes from, and so what is asked of a field
 */
public record StabilizedRungeKutta<F extends VectorField>(
    StabilizedMethod family, int maxStages, SpectralRadiusSource<F> radius)
    implements Stepper<F, StabilizedRungeKutta.Work<F>> {
  /** Checks the number of stages. */
  public StabilizedRungeKutta {
    int least = Math.max(3, family.stages(0));
    if (maxStages < least) {
      throw new IllegalArgumentException(
          "maxStages must be at least %d, not %d".formatted(least, maxStages));
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

  /**
   * ROCK2 with its spectral radius from warm power iteration; at most 100 stages, for rounding's
   * sake ({@link Rock}).
   */
  public static StabilizedRungeKutta<Linearizable> rock2() {
    return new StabilizedRungeKutta<>(Rock.ROCK2, 100, PowerIteration.standard());
  }

  /**
   * ROCK4 with its spectral radius from warm power iteration; at most 40 stages, for rounding's
   * sake ({@link Rock}).
   */
  public static StabilizedRungeKutta<Linearizable> rock4() {
    return new StabilizedRungeKutta<>(Rock.ROCK4, 40, PowerIteration.standard());
  }

  /** Storage, the tracked spectral radius, and the coefficients met so far. */
  public static final class Work<F extends VectorField> implements Memory {
    private final SpectralRadiusSource.Tracker<F> tracker;
    private final Vec stage; // after a step whose finish has an error estimate: its part of that
    private final Vec[] finishing; // the field at all stages of the finish but the last
    private final Map<Integer, StabilizedScheme> schemes = new HashMap<>();
    private double bound;
    private int stages;

    private Work(SpectralRadiusSource.Tracker<F> tracker, Vec stage, Vec[] finishing) {
      this.tracker = tracker;
      this.stage = stage;
      this.finishing = finishing;
    }

    @Override
    public void close() {
      tracker.close();
    }
  }

  @Override
  public String describe() {
    return family + " (" + family.citation() + ")";
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
    var finishing = new Vec[Math.max(0, family.finishingStages() - 1)];
    Arrays.setAll(finishing, _ -> work.vec());
    return new Work<>(radius.open(work), work.vec(), finishing);
  }

  @Override
  public void keep(Metered<? extends F> field, Work<F> memory, Standing.Draft into) {
    memory.tracker.keep(into.part("radius"));
  }

  @Override
  public void takeUp(Metered<? extends F> field, Work<F> memory, Standing from) {
    memory.tracker.takeUp(field.space(), from.part("radius"));
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
    var scheme = memory.schemes.computeIfAbsent(s, family::scheme);
    recur(field, memory, scheme.recurrence(), from, h, into, scratch);
    finish(field, memory, scheme.finish(), from, h, into, scratch);
    return s - 1;
  }

  /**
   * Between the ends of a step, h |J| long, a Hermite interpolant enlarges what the slopes at both
   * have along stiff directions by up to 0.15 h |J|.
   */
  @Override
  public boolean retakes() {
    return true;
  }

  private void recur(
      Metered<? extends F> field,
      Work<F> memory,
      Recurrence r,
      State from,
      double h,
      Vec into,
      Vec scratch) {
    var space = field.space();
    int n = r.stages();
    // Y_j overwrites Y_(j-2); the two places alternate so that Y_n lands in `into`.
    var previous = from.y();
    var current = n % 2 == 1 ? into : memory.stage;
    space.combine(new double[] {1, h * r.muTilde()[1]}, new Vec[] {from.y(), from.f()}, current);
    for (int j = 2; j <= n; j++) {
      field.eval(from.t() + r.c()[j - 1] * h, current, scratch);
      var next = current == into ? memory.stage : into;
      space.combine(
          new double[] {
            r.kappa()[j], r.mu()[j], r.nu()[j], h * r.muTilde()[j], h * r.gammaTilde()[j]
          },
          new Vec[] {from.y(), current, previous, scratch, from.f()},
          next);
      previous = current;
      current = next;
    }
  }

  private void finish(
      Metered<? extends F> field,
      Work<F> memory,
      Finish finish,
      State from,
      double h,
      Vec into,
      Vec scratch) {
    int m = finish.stages();
    if (m == 0) {
      return;
    }
    var space = field.space();
    var terms = new Vec[m + 3];
    terms[0] = from.y();
    terms[1] = into; // Y_n, until y_new takes its place
    terms[2] = from.f();
    System.arraycopy(memory.finishing, 0, terms, 3, m - 1);
    terms[m + 2] = scratch;
    field.eval(from.t() + finish.c()[0] * h, into, terms[3]);
    for (int i = 1; i < m; i++) {
      combine(space, finish.p()[i], h, terms, memory.stage);
      field.eval(from.t() + finish.c()[i] * h, memory.stage, terms[i + 3]);
    }
    combine(space, finish.p()[m], h, terms, into);
    if (finish.estimates()) {
      var weights = Arrays.stream(finish.error()).map(e -> h * e).toArray();
      space.combine(weights, Arrays.copyOfRange(terms, 3, m + 3), memory.stage);
    }
  }

  /** One row of a finish, whose first two terms are points and whose others are slopes. */
  private static void combine(Space space, double[] row, double h, Vec[] terms, Vec into) {
    var weights = row.clone();
    for (int i = 2; i < row.length; i++) {
      weights[i] = h * row[i];
    }
    space.combine(weights, Arrays.copyOf(terms, row.length), into);
  }

  @Override
  public void error(Metered<? extends F> field, Work<F> memory, Step step, Vec into) {
    var scheme = memory.schemes.get(memory.stages);
    var e = scheme.error();
    double h = step.h();
    field
        .space()
        .combine(
            new double[] {e[0], e[1], h * e[2], h * e[3], scheme.finish().estimates() ? 1 : 0},
            new Vec[] {
              step.from().y(), step.to().y(), step.from().f(), step.to().f(), memory.stage
            },
            into);
  }
}
