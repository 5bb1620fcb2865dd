package brink.core.ode;

import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import java.util.OptionalDouble;

/**
 * Any method with its steps limited to {@code alpha / sharpness}, measured at the start of each
 * step. With RK4 this is the gradient flow of Cohen et al. (ICLR 2021): run it with {@link
 * StepControl.Fixed}, whose step is then the most it may be. RK4 is stable for alpha up to 2.785,
 * Euler (gradient descent) up to 2.
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
  public Paced<F, S> open(Metered<? extends F> field, Workspace work) {
    return new Paced<>(method.open(field, work), sharpness.open(work));
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
