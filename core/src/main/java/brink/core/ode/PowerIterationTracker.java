package brink.core.ode;

import brink.core.eigen.SpectralRadius;
import brink.core.eigen.Verdict;
import brink.core.error.InputError;
import brink.core.ode.SpectralRadiusSource.Known;
import brink.core.ode.SpectralRadiusSource.Reading;
import brink.core.ode.SpectralRadiusSource.Tracker;
import brink.core.ode.SpectralRadiusSource.Unknown;
import brink.core.random.RandomStream;
import brink.core.vector.Space;
import brink.core.vector.Vec;
import java.util.Optional;

/** {@link PowerIteration} along one solution. */
final class PowerIterationTracker implements Tracker<Linearizable> {
  private static final String LIMITED =
      "power iteration for the spectral radius ended at its limit";

  private final PowerIteration settings;
  private final Vec vector; // the last eigenvector estimate, of norm 1
  private Optional<Linearization> held = Optional.empty();
  private Optional<Known> last = Optional.empty();
  private boolean moving = true; // the last two estimates differ
  private long accepted;
  private long age; // accepted steps since the last estimate
  private double fieldNorm; // |f| and the potential where it was made
  private double potential;

  PowerIterationTracker(PowerIteration settings, Vec vector) {
    this.settings = settings;
    this.vector = vector;
  }

  @Override
  public double arrive(Metered<? extends Linearizable> field, double t, Vec y, Vec f) {
    close();
    if (!dueAfterNextStep()) {
      return field.eval(t, y, f);
    }
    var linearization = hold(field, t, y);
    linearization.value(f);
    return linearization.potential();
  }

  @Override
  public Reading update(Metered<? extends Linearizable> field, State at, Prior prior) {
    switch (prior) {
      case Prior.Start _ -> {
        field.space().randomize(vector, RandomStream.of(settings.seed(), "spectral radius"));
        blend(field.space(), at.f());
        return estimate(field, at, settings.tolerance() / 10);
      }
      case Prior.Accepted _ -> {
        accepted++;
        age++;
        if (held.isEmpty() && suspicious(at)) {
          hold(field, at.t(), at.y());
        }
        return held.isPresent() ? estimate(field, at, settings.tolerance()) : last.orElseThrow();
      }
      case Prior.Rejected(Vec error) -> {
        close();
        hold(field, at.t(), at.y());
        blend(field.space(), error);
        return estimate(field, at, settings.tolerance());
      }
    }
  }

  @Override
  public void keep(Standing.Draft into) {
    var known = last.orElseThrow();
    into.number("estimate", known.estimate())
        .number("bound", known.bound())
        .truth("limited", known.note().isPresent())
        .truth("moving", moving)
        .number("accepted", accepted)
        .number("age", age)
        .number("field-norm", fieldNorm)
        .number("potential", potential)
        .vector("vector", vector);
  }

  @Override
  public void takeUp(Space space, Standing from) {
    var note = from.truth("limited") ? Optional.of(LIMITED) : Optional.<String>empty();
    last = Optional.of(new Known(from.number("estimate"), from.number("bound"), note));
    moving = from.truth("moving");
    accepted = from.count("accepted");
    age = from.count("age");
    fieldNorm = from.number("field-norm");
    potential = from.number("potential");
    space.copy(from.vector("vector"), vector);
  }

  private boolean dueAfterNextStep() {
    return moving || accepted < settings.freshSteps() || age + 1 >= settings.every();
  }

  /** What a flow does not do where its steps are stable, or where its Jacobian stays as it was. */
  private boolean suspicious(State at) {
    return at.potential() > potential || at.fieldNorm() > 1.5 * fieldNorm;
  }

  private Linearization hold(Metered<? extends Linearizable> field, double t, Vec y) {
    var linearization = Metered.linearize(field, t, y);
    held = Optional.of(linearization);
    return linearization;
  }

  /** Adds a direction to the start vector with equal weight, where it has one. */
  private void blend(Space space, Vec direction) {
    double norm = space.norm(direction);
    if (norm > 0 && Double.isFinite(norm)) {
      space.combine(
          new double[] {1 / space.norm(vector), 1 / norm}, new Vec[] {vector, direction}, vector);
    }
  }

  private Reading estimate(Metered<? extends Linearizable> field, State at, double tolerance) {
    try {
      var radius =
          SpectralRadius.estimate(
              held.orElseThrow().jacobian(),
              vector,
              tolerance,
              settings.maxProducts(),
              settings.seed());
      if (radius.verdict() instanceof Verdict.Unconverged(String advice) && last.isEmpty()) {
        return new Unknown(
            new Fault(
                Fault.Reason.SPECTRAL_RADIUS_NOT_FOUND,
                "the spectral radius of the Jacobian did not settle: " + advice + ".",
                "Allow more products for it, or use an explicit method with error control."));
      }
      var note =
          radius.verdict() instanceof Verdict.Unconverged
              ? Optional.of(LIMITED)
              : Optional.<String>empty();
      var known =
          new Known(radius.value(), settings.safety() * radius.value() + radius.residual(), note);
      double margin = (settings.safety() - 1) / 4 * radius.value();
      moving = last.isEmpty() || Math.abs(known.estimate() - last.get().estimate()) > margin;
      last = Optional.of(known);
      age = 0;
      fieldNorm = at.fieldNorm();
      potential = at.potential();
      return known;
    } catch (InputError e) {
      return new Unknown(
          new Fault(
              Fault.Reason.NOT_FINITE,
              "a product with the Jacobian is not finite.",
              "Look for overflow in the field there, or reduce the tolerance."));
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    held.ifPresent(Linearization::close);
    held = Optional.empty();
  }
}
