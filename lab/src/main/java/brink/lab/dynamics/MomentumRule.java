package brink.lab.dynamics;

import brink.core.vector.FlatSpace;
import brink.core.vector.Vec;
import java.util.Map;
import java.util.Optional;

/**
 * The steps of {@link Momentum}, along the gradient of {@code L + decay |theta|^2 / 2}.
 *
 * @param velocity v, unused where there is no momentum
 */
record MomentumRule(Momentum momentum, double decay, FlatSpace space, Vec velocity)
    implements Rule {
  @Override
  public void step(long number, double eta, Gradient gradient, Vec theta) {
    if (decay == 0) {
      step(-eta * gradient.part(), gradient.value(), theta);
    } else {
      var g = gradient.value();
      space.combine(new double[] {gradient.part(), decay}, new Vec[] {g, theta}, g);
      step(-eta, g, theta);
    }
  }

  private void step(double c, Vec gradient, Vec theta) {
    switch (momentum) {
      case Momentum.None _ -> space.axpy(c, gradient, theta);
      case Momentum.Polyak(double beta) -> {
        space.combine(new double[] {beta, c}, new Vec[] {velocity, gradient}, velocity);
        space.axpy(1, velocity, theta);
      }
      case Momentum.Nesterov(double beta) -> {
        space.combine(new double[] {beta, c}, new Vec[] {velocity, gradient}, velocity);
        space.combine(new double[] {1, beta, c}, new Vec[] {theta, velocity, gradient}, theta);
      }
    }
  }

  @Override
  public Map<String, Vec> memory() {
    return momentum instanceof Momentum.None ? Map.of() : Map.of("velocity", velocity);
  }

  @Override
  public Optional<Preconditioner> preconditioner(long number, Gradient gradient, Vec theta) {
    return Optional.empty();
  }
}
