package brink.lab.analysis;

import brink.lab.record.MomentRow;
import brink.lab.record.Ritz;
import brink.lab.record.RunData;
import brink.lab.record.Spectrum;
import java.util.List;
import java.util.Optional;

/**
 * How the sharpness of a descent stands to its edge of stability: the largest curvature of a
 * quadratic on which its steps do not diverge, 2 / eta without momentum (Cohen et al. 2021). For
 * adaptive methods both are of the preconditioned Hessian (Cohen et al. 2022).
 *
 * @param readings at the moments where sharpness was measured, in order; none for a flow
 */
public record EdgeOfStability(List<Reading> readings) {
  /**
   * Sharpness and edge at a moment.
   *
   * @param step steps taken before it
   * @param t its time
   * @param sharpness see {@link Spectrum#againstTheEdge}
   * @param edge of the step that led there; at the start that of the first step
   */
  public record Reading(long step, double t, double sharpness, double edge) {
    /** Sharpness over the edge. */
    public double ratio() {
      return sharpness / edge;
    }
  }

  /**
   * What sharpness settles at.
   *
   * @param ratio median of sharpness over the edge
   * @param moments of how many moments
   */
  public record Plateau(double ratio, int moments) {}

  /** The readings of a run. */
  public static EdgeOfStability of(RunData run) {
    return new EdgeOfStability(
        run.moments().stream().flatMap(moment -> reading(run, moment).stream()).toList());
  }

  private static Optional<Reading> reading(RunData run, MomentRow moment) {
    var sharpness = moment.spectrum().againstTheEdge().map(Ritz::value);
    if (run.steps().isEmpty() || sharpness.isEmpty()) {
      return Optional.empty();
    }
    int step = Math.clamp(moment.step() - 1, 0, run.steps().size() - 1);
    return run.steps()
        .get(step)
        .edge()
        .map(edge -> new Reading(moment.step(), moment.t(), sharpness.get(), edge));
  }

  /** The first moment with a sharpness at or above the edge. */
  public Optional<Reading> reached() {
    return readings.stream().filter(reading -> reading.ratio() >= 1).findFirst();
  }

  /** Over the last third of the time since the edge was reached. */
  public Optional<Plateau> plateau() {
    return reached()
        .map(first -> {
          double late = first.t() + (readings.getLast().t() - first.t()) * 2 / 3;
          var ratios =
              readings.stream()
                  .filter(reading -> reading.t() >= late)
                  .map(Reading::ratio)
                  .sorted()
                  .toList();
          return new Plateau(ratios.get(ratios.size() / 2), ratios.size());
        });
  }
}
