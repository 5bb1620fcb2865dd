package brink.core.ode;

import brink.core.error.InputError;
import brink.core.krylov.KrylovSpace;
import brink.core.krylov.KrylovSpace.Approximation;
import brink.core.operator.LinearOperator;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Exponential Rosenbrock methods: the field linearized in every direction at the start of each
 * step, its linear part solved exactly (Hochbruck and Ostermann, Exponential integrators, Acta
 * Numerica 19, 2010, section 2.4; Hochbruck, Ostermann and Schweitzer, SIAM J. Numer. Anal. 47,
 * 2009). For fields with a symmetric Jacobian: gradient flows.
 *
 * <p>With A the Jacobian at {@code (t_0, y_0)} and f_t the time derivative of f there,
 *
 * <pre>
 * y(t_0 + s) = y_0 + u(s) + integral_0^s e^((s-r) A) g(r) dr,
 * u(s) = s phi_1(s A) f_0 + s^2 phi_2(s A) f_t,
 * g(r) = f(t_0 + r, y(t_0 + r)) - f_0 - r f_t - A (y(t_0 + r) - y_0) = O(r^2).
 * </pre>
 *
 * {@link Scheme#EULER} leaves out g, an error of h^3. {@link Scheme#EXPRB32} takes {@code g(r) =
 * (r/h)^2 D}, with D the g at {@code U = y_0 + u(h)}, and so adds
 *
 * <pre>
 * 2 h phi_3(h A) D,   D = f(t_0 + h, U) - f_0 - h f_t - A (U - y_0):
 * </pre>
 *
 * as g is quadratic up to r^3 and D exact up to h^3, an error of h^4. This term is also the error
 * estimate, of order 3, of both: for EULER with the field at the step's end, which is U. No order
 * is lost to stiffness. D needs no product: Lanczos knows A u. Inside a step the solution is given
 * by the same formula, with D scaled by {@code (s/h)^2}.
 *
 * <p>The phi-functions come from {@link KrylovSpace}s with a bound on their error, which joins the
 * error estimate. That bound is to be at most {@code tolerance |u|}, |u| the length of the step;
 * where the largest dimension does not suffice for that, the step is shortened to what it suffices
 * for, and the solution notes it. A rejected step leaves the basis of f_0, which serves the shorter
 * step without further products.
 *
 * <p>Time dependence: f_t is a forward difference over a millionth of the step, good to about 1e-9
 * in float64 and useless in float32. A field that {@link VectorField#autonomous says so} has none.
 *
 * <p>Cost a step: one evaluation, two for EXPRB32, one more where f depends on t; products as the
 * tolerance needs, about {@code sqrt(h |A|)} and fewer where few eigenvalues are large. Two
 * linearizations are open at a time, three where the step is rejected after its end was seen.
 * Storage: {@code 2 (dimension + 1)} vectors, {@code 3 (dimension + 1)} where f depends on t.
 *
 * @param scheme the method
 * @param tolerance on the Krylov approximations, relative to the length of the step; in (0, 1). A
 *     third of the control's is right: no step is longer than twice the largest distance travelled,
 *     which {@link DistanceNorm} measures by, and most are far shorter, so that the method's own
 *     error, which is what steps are chosen for, keeps its room. A smaller one buys little: a digit
 *     costs about a third more products
 * @param dimension the most basis vectors, at least 2
 */
public record ExponentialRosenbrock(Scheme scheme, double tolerance, int dimension)
    implements Stepper<Linearizable, ExponentialRosenbrock.Work> {
  private static final double OF_ESTIMATE = 0.1; // an error estimate need not be better

  /** The methods. */
  public enum Scheme {
    /** Exponential Rosenbrock-Euler, of order 2. */
    EULER(2),
    /** exprb32, of order 3 with EULER embedded. */
    EXPRB32(3);

    private final int order;

    Scheme(int order) {
      this.order = order;
    }
  }

  /** Checks the numbers. */
  public ExponentialRosenbrock {
    if (!(tolerance > 0 && tolerance < 1) || dimension < 2) {
      throw new IllegalArgumentException(
          "tolerance must be in (0, 1) and dimension at least 2, not %s and %d"
              .formatted(tolerance, dimension));
    }
  }

  /** Exponential Rosenbrock-Euler in Krylov spaces of at most 30 dimensions. */
  public static ExponentialRosenbrock euler(double tolerance) {
    return new ExponentialRosenbrock(Scheme.EULER, tolerance, 30);
  }

  /** exprb32 in Krylov spaces of at most 30 dimensions. */
  public static ExponentialRosenbrock exprb32(double tolerance) {
    return new ExponentialRosenbrock(Scheme.EXPRB32, tolerance, 30);
  }

  /** The Krylov spaces of the current point, and the field linearized at both ends of a step. */
  public static final class Work implements Memory {
    private final LinearPart linear;
    private final KrylovSpace rest; // of D
    private Optional<Linearization> here = Optional.empty();
    private Optional<Linearization> there = Optional.empty();
    private Optional<Fault> fault = Optional.empty();
    private Approximation corrected = Approximation.zero(); // h^3 phi_3(h A) D
    private double size; // |D|
    private int evaluations;

    private Work(LinearPart linear, KrylovSpace rest) {
      this.linear = linear;
      this.rest = rest;
    }

    private LinearOperator jacobian() {
      return here.orElseThrow().jacobian();
    }

    @Override
    public void close() {
      here.ifPresent(Linearization::close);
      here = Optional.empty();
      leave();
    }

    private void leave() {
      there.ifPresent(Linearization::close);
      there = Optional.empty();
    }
  }

  @Override
  public String describe() {
    return switch (scheme) {
      case EULER -> "exponential Rosenbrock-Euler (Hochbruck & Ostermann 2010)";
      case EXPRB32 -> "exprb32 (Hochbruck, Ostermann & Schweitzer 2009)";
    };
  }

  /** Its Krylov approximations are to err as little as its shorter steps. */
  @Override
  public ExponentialRosenbrock refined(double factor) {
    return new ExponentialRosenbrock(scheme, tolerance / Math.pow(factor, errorOrder()), dimension);
  }

  @Override
  public int order() {
    return scheme.order;
  }

  @Override
  public int errorOrder() {
    return 3;
  }

  @Override
  public Work open(Metered<? extends Linearizable> field, Workspace work) {
    int columns = (int) Math.min(dimension, field.space().dim()) + 1;
    return new Work(
        new LinearPart(field, tolerance, columns, work),
        new KrylovSpace(field.space(), work.block(columns)));
  }

  /**
   * The Krylov spaces begin anew with every step; but what broke down in the last one shows now.
   */
  @Override
  public void keep(Metered<? extends Linearizable> field, Work memory, Standing.Draft into) {
    into.truth("broken", memory.fault.isPresent());
  }

  @Override
  public void takeUp(Metered<? extends Linearizable> field, Work memory, Standing from) {
    memory.fault = from.truth("broken") ? Optional.of(notFinite()) : Optional.empty();
  }

  @Override
  public double arrive(Metered<? extends Linearizable> field, Work memory, double t, Vec y, Vec f) {
    var linearization = Metered.linearize(field, t, y);
    memory.there = Optional.of(linearization);
    linearization.value(f);
    return linearization.potential();
  }

  @Override
  public Readiness prepare(
      Metered<? extends Linearizable> field, Work memory, State at, Prior prior) {
    if (memory.fault.isPresent()) {
      return new Readiness.Stuck(memory.fault.get());
    }
    if (prior instanceof Prior.Rejected) {
      memory.leave(); // and stay here, with all that is known
    } else {
      memory.here.ifPresent(Linearization::close);
      memory.here = memory.there;
      memory.there = Optional.empty();
      memory.linear.begin(at);
    }
    return Readiness.Ready.plain();
  }

  @Override
  public Readiness reach(
      Metered<? extends Linearizable> field,
      Work memory,
      State from,
      double h,
      Vec into,
      Vec scratch) {
    try {
      memory.evaluations = memory.linear.differentiate(field, from, h, scratch);
      double length = memory.linear.solve(memory.jacobian(), h);
      write(field, memory, from, into);
      if (scheme == Scheme.EXPRB32) {
        length = correct(field, memory, from, length, into, scratch);
      }
      return length < h
          ? new Readiness.Ready(
              OptionalDouble.empty(),
              OptionalDouble.of(length),
              Optional.of("steps were shortened to what the largest Krylov dimension suffices for"))
          : Readiness.Ready.plain();
    } catch (InputError e) {
      return new Readiness.Stuck(notFinite());
    }
  }

  @Override
  public int advance(
      Metered<? extends Linearizable> field,
      Work memory,
      State from,
      double h,
      Vec into,
      Vec scratch) {
    if (scheme == Scheme.EXPRB32) {
      addRest(memory, h, new Terms().add(1, into)).sum(field.space(), into);
    }
    return memory.evaluations;
  }

  /** Finds D and its Krylov space, for h or for the longest step for which that suffices. */
  private double correct(
      Metered<? extends Linearizable> field,
      Work memory,
      State from,
      double h,
      Vec into,
      Vec scratch) {
    double length = h;
    while (true) {
      field.eval(from.t() + length, into, scratch);
      memory.evaluations++;
      begin(field, memory, scratch);
      if (!Double.isFinite(memory.size)) {
        return length; // the step will be seen to be not finite
      }
      double allowed = memory.linear.allowed() * length * length / 2;
      memory.corrected = memory.rest.phi(memory.jacobian(), 3, length, _ -> allowed);
      if (memory.corrected.bound() <= allowed) {
        return length;
      }
      length /= 2; // D changes with the step, so it is not known how far this basis would do
      memory.linear.evaluate(length);
      write(field, memory, from, into);
    }
  }

  /** Takes D for the step that u is known for, given the field at its end. */
  private void begin(Metered<? extends Linearizable> field, Work memory, Vec f) {
    memory.linear.subtractSlope(new Terms().add(1, f)).sum(field.space(), memory.rest.start());
    memory.size = memory.rest.begin();
    memory.corrected = Approximation.zero();
  }

  @Override
  public void error(Metered<? extends Linearizable> field, Work memory, Step step, Vec into) {
    if (scheme == Scheme.EULER) {
      begin(field, memory, step.to().f());
    }
    if (!Double.isFinite(memory.size)) {
      field.space().copy(memory.rest.start(), into);
      return;
    }
    double h = step.h();
    if (scheme == Scheme.EULER) {
      double allowed = memory.linear.allowed() * h * h / 2;
      try {
        memory.corrected =
            memory.rest.phi(memory.jacobian(), 3, h, norm -> Math.max(allowed, OF_ESTIMATE * norm));
      } catch (InputError e) {
        memory.fault = Optional.of(notFinite());
        field.space().copy(step.to().f(), into);
        return;
      }
    }
    var sum = addRest(memory, h, new Terms()).addError(2 / (h * h), memory.rest, memory.corrected);
    memory.linear.addError(sum).sum(field.space(), into);
  }

  @Override
  public void interpolate(
      Metered<? extends Linearizable> field, Work memory, Step step, double theta, Vec into) {
    double s = theta * step.h();
    memory.linear.evaluate(s);
    var sum = memory.linear.addTo(new Terms().add(1, step.from().y()));
    if (scheme == Scheme.EXPRB32) {
      memory.corrected = memory.rest.phi(3, s);
      addRest(memory, step.h(), sum);
    }
    sum.sum(field.space(), into);
  }

  /** Writes U. */
  private void write(Metered<? extends Linearizable> field, Work memory, State from, Vec into) {
    memory.linear.addTo(new Terms().add(1, from.y())).sum(field.space(), into);
  }

  /** Adds {@code 2 / h^2 s^3 phi_3(s A) D}, for the s that was last approximated. */
  private static Terms addRest(Work memory, double h, Terms sum) {
    return sum.add(2 / (h * h), memory.rest, memory.corrected.value());
  }

  private static Fault notFinite() {
    return new Fault(
        Fault.Reason.NOT_FINITE,
        "a product with the Jacobian is not finite.",
        "Look for overflow in the field there, or reduce the tolerance.");
  }
}
