package brink.core.ode;

import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import java.util.OptionalDouble;

/**
 * Any method with its steps limited to {@code alpha / sharpness}, measured at the start of each
 * step; sharpness here is the spectral radius of the Jacobian, {@code max |lambda|}. Run it with
 * {@link StepControl.Fixed}, whose step is then the most it may be.
 *
 * <p>With RK4 this is the gradient flow of Cohen et al. (ICLR 2021); RK4 is stable for alpha up to
 * 2.785. With Euler's method it is gradient descent at 1/sharpness, the adaptive descent published
 * beside the exponential Euler flow of Lowell & Kastner (arXiv 2406.00127); Euler is stable for
 * alpha up to 2.
 *
 * <p>Errors: those of the method at that step, whatever they are, since nothing but stability sets
 * it. For descent the local error is {@code h^2 |J f| / 2} to first order: at alpha = 1 the
 * stiffest direction arrives at once where the flow takes about {@code 1 / sharpness}, and a
 * direction of curvature c times the sharpness is followed with a relative error of c/2 in its
 * rate. The global error falls as alpha. Each step's estimate is in the report, and with {@link
 * StepControl.Adaptive} steps are also held to a tolerance.
 *
 * <p>Cost a step: that of the method and one or two Jacobian products.
 *
 * @param method the method
 * @param alpha above 0
 * @param sharpness where the spectral radius comes from
 */
public record AtSharpness<F extends VectorField, S extends Memory>(
    Stepper<? super F, S> method, double alpha, SpectralRadiusSource<F> sharpness)
    implements Stepper<F, AtSharpness.Paced<F, S>> {
  /** Checks alpha. */
  public AtSharpness {
    if (!(alpha > 0) || Double.isInfinite(alpha)) {
      throw new IllegalArgumentException("alpha must be finite and above 0, not " + alpha);
    }
  }

  /** RK4 with steps of {@code alpha / sharpness}, the sharpness measured afresh for every step. */
  public static AtSharpness<Linearizable, ExplicitRungeKutta.Stages> rk4(double alpha) {
    return new AtSharpness<>(
        new ExplicitRungeKutta(Tableau.RK4), alpha, new PowerIteration(0.01, 200, 1, 0, 1, 1));
  }

  /** Gradient descent, {@code y + h f(y)}, with h = alpha / sharpness: order 1. */
  public static AtSharpness<Linearizable, ExplicitRungeKutta.Stages> descent(double alpha) {
    return new AtSharpness<>(
        new ExplicitRungeKutta(Tableau.EULER), alpha, new PowerIteration(0.01, 200, 1, 0, 1, 1));
  }

  /** The method's memory and the sharpness. */
  public record Paced<F extends VectorField, S extends Memory>(
      S method, SpectralRadiusSource.Tracker<F> tracker) implements Memory {
    @Override
    public void close() {
      method.close();
      tracker.close();
    }
  }

  @Override
  public String describe() {
    return method.describe() + " at " + alpha + " / sharpness";
  }

  @Override
  public int order() {
    return method.order();
  }

  @Override
  public int errorOrder() {
    return method.errorOrder();
  }

  @Override
  public AtSharpness<F, S> refined(double factor) {
    return new AtSharpness<>(method, alpha / factor, sharpness);
  }

  @Override
  public Paced<F, S> open(Metered<? extends F> field, Workspace work) {
    return new Paced<>(method.open(field, work), sharpness.open(work));
  }

  @Override
  public void keep(Metered<? extends F> field, Paced<F, S> memory, Standing.Draft into) {
    method.keep(field, memory.method(), into.part("method"));
    memory.tracker().keep(into.part("sharpness"));
  }

  @Override
  public void takeUp(Metered<? extends F> field, Paced<F, S> memory, Standing from) {
    method.takeUp(field, memory.method(), from.part("method"));
    memory.tracker().takeUp(field.space(), from.part("sharpness"));
  }

  @Override
  public double arrive(Metered<? extends F> field, Paced<F, S> memory, double t, Vec y, Vec f) {
    return memory.tracker().arrive(field, t, y, f);
  }

  @Override
  public Readiness prepare(Metered<? extends F> field, Paced<F, S> memory, State at, Prior prior) {
    return switch (memory.tracker().update(field, at, prior)) {
      case SpectralRadiusSource.Known(double estimate, double _, var note) ->
          new Readiness.Ready(OptionalDouble.of(estimate), Steps.limit(alpha, estimate), note);
      case SpectralRadiusSource.Unknown(Fault fault) -> new Readiness.Stuck(fault);
    };
  }

  @Override
  public Readiness reach(
      Metered<? extends F> field, Paced<F, S> memory, State from, double h, Vec into, Vec scratch) {
    return method.reach(field, memory.method(), from, h, into, scratch);
  }

  @Override
  public int advance(
      Metered<? extends F> field, Paced<F, S> memory, State from, double h, Vec into, Vec scratch) {
    return method.advance(field, memory.method(), from, h, into, scratch);
  }

  @Override
  public void error(Metered<? extends F> field, Paced<F, S> memory, Step step, Vec into) {
    method.error(field, memory.method(), step, into);
  }

  @Override
  public void interpolate(
      Metered<? extends F> field, Paced<F, S> memory, Step step, double theta, Vec into) {
    method.interpolate(field, memory.method(), step, theta, into);
  }
}
