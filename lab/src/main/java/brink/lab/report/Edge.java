package brink.lab.report;

import brink.lab.record.MomentRow;
import brink.lab.record.RunData;
import brink.lab.record.StepRow;
import java.util.List;
import java.util.Optional;

/**
 * How the sharpness of a descent stands to its edge of stability: the largest curvature of a
 * quadratic on which its steps do not diverge, 2 / eta without momentum (Cohen et al. 2021).
 */
final class Edge {
  private Edge() {}

  /** Whether a run is a descent, and so has an edge. */
  static boolean isIn(RunData run) {
    return run.steps().stream().anyMatch(step -> step.edge().isPresent());
  }

  /** The edge at every step; no points for a flow. */
  static Line line(String label, Colour colour, RunData run) {
    return Line.of(label, colour, run.steps(), StepRow::t, StepRow::edge).look(Line.Look.DASHED);
  }

  /** Where sharpness reaches it and how near it then stays. */
  static String sentence(RunData run) {
    var ratios = ratios(run);
    if (ratios.isEmpty()) {
      return "Sharpness was not measured beside the edge of stability.";
    }
    var reached = ratios.stream().filter(r -> r.value() >= 1).findFirst();
    if (reached.isEmpty()) {
      var nearest = ratios.stream().mapToDouble(Ratio::value).max().orElseThrow();
      return "Sharpness stays below the edge of stability, %s at the end: it comes to %s of it at most."
          .formatted(Numbers.shortly(ratios.getLast().edge()), Numbers.percent(nearest));
    }
    double from = reached.get().t();
    double late = from + (ratios.getLast().t() - from) * 2 / 3;
    var last = ratios.stream().filter(r -> r.t() >= late).map(Ratio::value).sorted().toList();
    return "Sharpness is above the edge of stability, %s, from %s on; over the last third of the time since, its median is %s times the edge (of %s)."
        .formatted(
            Numbers.shortly(reached.get().edge()),
            Words.at(from),
            Numbers.shortly(last.get(last.size() / 2)),
            Words.counted(last.size(), "moment"));
  }

  /** Sharpness over the edge at a moment. */
  private record Ratio(double t, double value, double edge) {}

  private static List<Ratio> ratios(RunData run) {
    return run.moments().stream().flatMap(moment -> ratio(run, moment).stream()).toList();
  }

  private static Optional<Ratio> ratio(RunData run, MomentRow moment) {
    if (run.steps().isEmpty() || moment.spectrum().topHess().isEmpty()) {
      return Optional.empty();
    }
    // The start has the edge of the first step.
    int step = Math.clamp(moment.step() - 1, 0, run.steps().size() - 1);
    return run.steps()
        .get(step)
        .edge()
        .map(edge -> new Ratio(moment.t(), Course.sharpness(moment) / edge, edge));
  }
}
