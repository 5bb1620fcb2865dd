package brink.lab.analysis;

import brink.lab.record.MomentRow;
import brink.lab.record.Ritz;
import brink.lab.record.RunData;
import brink.lab.record.Spectrum;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.stat.descriptive.rank.Median;

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
   * @param drift the largest edge in that time over the smallest: where it is far from 1, as under
   *     a learning rate that falls to 0, the ratio says little
   * @param moments of how many moments
   */
  public record Plateau(double ratio, double drift, int moments) {}

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

  /**
   * The readings from the first one below the edge on; all, where none is. Before it sharpness
   * falls from where it happened to begin: that of adaptive methods while their averages build up.
   */
  public List<Reading> settled() {
    int above =
        IntStream.range(0, readings.size())
            .filter(i -> readings.get(i).ratio() < 1)
            .findFirst()
            .orElse(0);
    return readings.subList(above, readings.size());
  }

  /** Of the settled ones, the first at or above the edge. */
  public Optional<Reading> reached() {
    return settled().stream().filter(reading -> reading.ratio() >= 1).findFirst();
  }

  /** Of the settled ones, the last at or above the edge. */
  public Optional<Reading> left() {
    return settled().reversed().stream().filter(reading -> reading.ratio() >= 1).findFirst();
  }

  /** Over the last third of the time since the edge was reached. */
  public Optional<Plateau> plateau() {
    return reached()
        .map(first -> {
          double from = first.t() + (readings.getLast().t() - first.t()) * 2 / 3;
          var late = readings.stream().filter(reading -> reading.t() >= from).toList();
          var ratios = late.stream().mapToDouble(Reading::ratio).toArray();
          return new Plateau(new Median().evaluate(ratios), drift(late), ratios.length);
        });
  }

  /** The largest edge of some readings over the smallest. */
  public static double drift(List<Reading> readings) {
    var edges = readings.stream().mapToDouble(Reading::edge).summaryStatistics();
    return edges.getMax() / edges.getMin();
  }
}
