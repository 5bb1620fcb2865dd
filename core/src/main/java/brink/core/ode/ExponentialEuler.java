package brink.core.ode;

import brink.core.eigen.BlockPowerIteration;
import brink.core.eigen.EigenRequest;
import brink.core.eigen.Eigenpairs;
import brink.core.eigen.End;
import brink.core.error.InputError;
import brink.core.vector.Block;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Exponential Euler in the k stiffest directions, Euler in all others: the gradient flow of Lowell
 * & Kastner (arXiv 2406.00127, section 7.2), as published in their library.
 *
 * <p>At each point the {@code k + 1} eigenpairs {@code (lambda_i, v_i)} of {@code Hess = -J} of
 * largest magnitude are found by block power iteration, warm from the last basis, each lambda_i the
 * Rayleigh quotient of v_i. With {@code c_i = v_i . f}:
 *
 * <pre>
 * y(t + s) = y + s (f - sum_(i &lt;= k) c_i v_i) + sum_(i &lt;= k) s_i c_i v_i
 * s_i = min(s, (1 - exp(-lambda_i s)) / lambda_i)
 * h = eta / |lambda_(k+1)| at most
 * </pre>
 *
 * The minimum means: no growth along negative curvature beyond Euler's. The formula is its own
 * interpolant. Order 1, with Euler's error constant in all but the k directions.
 *
 * <p>The local error is estimated from the part of f that the method takes as constant, {@code f -
 * J_k (y - y_0)} with J_k the Jacobian in the k directions: where d is its change over the step, by
 * {@code h phi_2(-h lambda_i) v_i . d} in the k directions and {@code h d / 2} in the others, with
 * {@code phi_2(z) = (exp(z) - 1 - z) / z^2}; directions where the minimum is s count as others.
 *
 * <p>Cost a step: one evaluation and {@code k + 1} products a sweep. Sweeps that end at their limit
 * are noted in the solution. Storage: {@code 4 (k + 1)} vectors.
 *
 * @param k directions, at least 1 and below the dimension
 * @param eta step over {@code 1 / |lambda_(k+1)|}, above 0
 * @param sweeps the block power iteration
 * @param seed of its first basis
 */
public record ExponentialEuler(int k, double eta, BlockPowerIteration sweeps, long seed)
    implements Stepper<Linearizable, ExponentialEuler.Basis> {
  /** Checks each number. */
  public ExponentialEuler {
    if (k < 1 || !(eta > 0) || Double.isInfinite(eta)) {
      throw new IllegalArgumentException(
          "k must be at least 1 and eta finite and above 0, not %d and %s".formatted(k, eta));
    }
  }

  /**
   * The published settings, for k = outputs (squared error) or classes - 1 (cross-entropy): eta =
   * 1, sweeps until every Ritz value changes by less than 1e-4, at most 1000. The published step is
   * at most 0.01: {@code new StepControl.Fixed(0.01)}.
   */
  public static ExponentialEuler asPublished(int k) {
    return new ExponentialEuler(k, 1, BlockPowerIteration.asPublished(), 1);
  }

  /** The eigenpairs at the current point, and what the last step made of them. */
  public static final class Basis implements Memory {
    private final Workspace[] work; // the current pairs' and the next ones', by turns
    private int turn;
    private Optional<Linearization> held = Optional.empty();
    private Optional<Eigenpairs> pairs = Optional.empty();
    private Optional<Block> last = Optional.empty(); // their vectors, where the next search begins
    private double[] projections = new double[0]; // c_i

    private Basis(Workspace... work) {
      this.work = work;
    }

    @Override
    public void close() {
      held.ifPresent(Linearization::close);
      held = Optional.empty();
    }

    private double lambda(int i) {
      return -pairs.orElseThrow().values()[i];
    }

    private Block vectors(int count) {
      return pairs.orElseThrow().vectors().columns(0, count);
    }
  }

  @Override
  public String describe() {
    return "exponential Euler in %d directions (Lowell & Kastner, arXiv 2406.00127)".formatted(k);
  }

  @Override
  public int order() {
    return 1;
  }

  @Override
  public int errorOrder() {
    return 2;
  }

  @Override
  public ExponentialEuler refined(double factor) {
    return new ExponentialEuler(k, eta / factor, sweeps, seed);
  }

  @Override
  public Basis open(Metered<? extends Linearizable> field, Workspace work) {
    if (k + 1 > field.space().dim()) {
      throw new InputError(
          "exponential Euler with k = %d needs more than %d parameters: choose a smaller k."
              .formatted(k, field.space().dim()));
    }
    return new Basis(field.space().workspace(), field.space().workspace());
  }

  @Override
  public void keep(Metered<? extends Linearizable> field, Basis memory, Standing.Draft into) {
    var vectors = memory.last.orElseThrow();
    for (int i = 0; i <= k; i++) {
      into.vector("direction " + i, vectors.column(i));
    }
  }

  @Override
  public void takeUp(Metered<? extends Linearizable> field, Basis memory, Standing from) {
    var vectors = memory.work[memory.turn].block(k + 1);
    for (int i = 0; i <= k; i++) {
      field.space().copy(from.vector("direction " + i), vectors.column(i));
    }
    memory.last = Optional.of(vectors);
  }

  @Override
  public double arrive(
      Metered<? extends Linearizable> field, Basis memory, double t, Vec y, Vec f) {
    memory.close();
    var linearization = Metered.linearize(field, t, y);
    memory.held = Optional.of(linearization);
    linearization.value(f);
    return linearization.potential();
  }

  @Override
  public Readiness prepare(
      Metered<? extends Linearizable> field, Basis memory, State at, Prior prior) {
    if (!(prior instanceof Prior.Rejected)) { // after a rejection the pairs here are still known
      try {
        var next = memory.work[1 - memory.turn];
        var request =
            new EigenRequest(k + 1, End.MAGNITUDE, 1, (k + 1L) * sweeps.maxSweeps(), seed);
        var start = memory.last;
        var jacobian = memory.held.orElseThrow().jacobian();
        memory.pairs =
            Optional.of(
                start.isPresent()
                    ? sweeps.solve(jacobian, request, start.get(), next)
                    : sweeps.solve(jacobian, request, next));
        memory.last = memory.pairs.map(Eigenpairs::vectors);
      } catch (InputError e) {
        return new Readiness.Stuck(
            new Fault(
                Fault.Reason.NOT_FINITE,
                "a product with the Jacobian is not finite.",
                "Look for overflow in the field there, or take smaller steps."));
      }
      memory.work[memory.turn].close();
      memory.turn = 1 - memory.turn;
    }
    memory.close();
    var pairs = memory.pairs.orElseThrow();
    return new Readiness.Ready(
        OptionalDouble.of(Math.abs(memory.lambda(0))),
        Steps.limit(eta, Math.abs(memory.lambda(k))),
        pairs.converged()
            ? Optional.empty()
            : Optional.of("block power iteration ended at its limit of sweeps"));
  }

  @Override
  public int advance(
      Metered<? extends Linearizable> field,
      Basis memory,
      State from,
      double h,
      Vec into,
      Vec scratch) {
    memory.projections = new double[k];
    field.space().gram(memory.vectors(k), from.f(), memory.projections);
    move(field, memory, from, h, into);
    return 0;
  }

  @Override
  public void interpolate(
      Metered<? extends Linearizable> field, Basis memory, Step step, double theta, Vec into) {
    move(field, memory, step.from(), theta * step.h(), into);
  }

  private void move(
      Metered<? extends Linearizable> field, Basis memory, State from, double s, Vec into) {
    var c = new double[k + 2];
    var terms = new Vec[k + 2];
    c[k] = 1;
    terms[k] = from.y();
    c[k + 1] = s;
    terms[k + 1] = from.f();
    for (int i = 0; i < k; i++) {
      c[i] = (stiff(memory.lambda(i), s) - s) * memory.projections[i];
      terms[i] = memory.vectors(k).column(i);
    }
    field.space().combine(c, terms, into);
  }

  @Override
  public void error(Metered<? extends Linearizable> field, Basis memory, Step step, Vec into) {
    double h = step.h();
    var moved = new double[k]; // v_i . (y_new - y), exactly what the formula moves
    var arrived = new double[k];
    field.space().gram(memory.vectors(k), step.to().f(), arrived);
    var c = new double[k + 2];
    var terms = new Vec[k + 2];
    c[k] = h / 2;
    terms[k] = step.to().f();
    c[k + 1] = -h / 2;
    terms[k + 1] = step.from().f();
    for (int i = 0; i < k; i++) {
      terms[i] = memory.vectors(k).column(i);
      double lambda = memory.lambda(i);
      if (stiff(lambda, h) < h) {
        moved[i] = stiff(lambda, h) * memory.projections[i];
        double change = arrived[i] - memory.projections[i] + lambda * moved[i];
        c[i] = h * phi2(-lambda * h) * change - h / 2 * (arrived[i] - memory.projections[i]);
      }
    }
    field.space().combine(c, terms, into);
  }

  /** {@code min(s, (1 - exp(-lambda s)) / lambda)}. */
  static double stiff(double lambda, double s) {
    return lambda == 0 ? s : Math.min(s, -Math.expm1(-lambda * s) / lambda);
  }

  /** {@code (exp(z) - 1 - z) / z^2}. */
  static double phi2(double z) {
    return Math.abs(z) < 1e-4 ? 0.5 + z / 6 : (Math.expm1(z) - z) / (z * z);
  }
}
