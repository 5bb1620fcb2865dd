package brink.core.ode;

import java.util.Optional;
import java.util.function.Supplier;

/** Watches the second solve of a {@link Calibration}: its curve, for whoever watches both. */
final class SecondSolve implements Observer {
  private final PotentialCurve curve;
  private final FirstSolve first;
  private final Observer next;

  /**
   * Begins to watch.
   *
   * @param next is told everything
   * @param from where the solve is taken up
   */
  SecondSolve(FirstSolve first, Observer next, Optional<Standing> from) {
    this.curve = new PotentialCurve(next, from);
    this.first = first;
    this.next = next;
  }

  PotentialCurve curve() {
    return curve;
  }

  @Override
  public void step(StepReport report) {
    curve.step(report);
  }

  @Override
  public void save(Moment moment) {
    curve.save(moment);
  }

  @Override
  public void between(Supplier<Standing> standing) {
    next.between(() -> {
      var draft = new Standing.Draft();
      first.keep(draft);
      var part = draft.part(Calibration.SECOND).all(standing.get());
      curve.keep(curve.size(), part);
      return draft.standing();
    });
  }
}
