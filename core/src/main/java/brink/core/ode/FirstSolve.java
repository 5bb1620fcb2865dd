package brink.core.ode;

import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Watches the first solve of a {@link Calibration}: its curve, and where it stood before its last
 * step. From there it can be solved to its end again by that one step, so that nothing else of it
 * need be kept while the second solve goes on.
 */
final class FirstSolve implements Observer {
  private final PotentialCurve curve;
  private final Observer next;
  private final Workspace work;
  private final Map<String, Vec> vectors = new HashMap<>();
  private Optional<Standing> last = Optional.empty();
  private int points; // of the curve, there

  /**
   * Begins to watch.
   *
   * @param next is told where the solve stands, and nothing else
   * @param from where it is taken up
   * @param work owns the storage for where it stood
   */
  FirstSolve(Observer next, Optional<Standing> from, Workspace work) {
    this.curve = new PotentialCurve(Observer.none(), from);
    this.next = next;
    this.work = work;
    from.ifPresent(this::remember);
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
    remember(standing.get());
    next.between(() -> {
      var draft = new Standing.Draft();
      keep(draft);
      return draft.standing();
    });
  }

  /** Writes down where the solve last stood; nothing where it ended with its first step. */
  void keep(Standing.Draft into) {
    last.ifPresent(standing -> {
      var part = into.part(Calibration.FIRST).all(standing);
      curve.keep(points, part);
    });
  }

  private void remember(Standing standing) {
    standing
        .vectors()
        .forEach((name, x) -> work.space().copy(x, vectors.computeIfAbsent(name, _ -> work.vec())));
    last = Optional.of(new Standing(standing.numbers(), Map.of(), vectors));
    points = curve.size();
  }
}
