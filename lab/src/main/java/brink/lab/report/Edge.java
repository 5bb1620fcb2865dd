package brink.lab.report;

import brink.lab.analysis.EdgeOfStability;
import brink.lab.record.RunData;
import brink.lab.record.StepRow;

/** The edge of stability of a descent, as a line and in words. */
final class Edge {
  private Edge() {}

  /** Whether a run is a descent, and so has an edge. */
  static boolean isIn(RunData run) {
    return run.steps().stream().anyMatch(step -> step.edge().isPresent());
  }

  /** Whether it is that of the preconditioned Hessian, of an adaptive descent. */
  static boolean isPreconditioned(RunData run) {
    return run.moments().stream().anyMatch(m -> m.spectrum().topPreconditioned().isPresent());
  }

  /** The edge at every step; no points for a flow. */
  static Line line(String label, Colour colour, RunData run) {
    return Line.of(label, colour, run.steps(), StepRow::t, StepRow::edge).look(Line.Look.DASHED);
  }

  /** Where sharpness reaches it and how near it then stays. */
  static String sentence(RunData run) {
    var edge = EdgeOfStability.of(run);
    var sharpness = sharpness(run);
    if (edge.readings().isEmpty()) {
      return sharpness + " was not measured beside the edge of stability.";
    }
    if (edge.reached().isEmpty()) {
      double nearest =
          edge.readings().stream().mapToDouble(EdgeOfStability.Reading::ratio).max().orElseThrow();
      return "%s stays below the edge of stability, %s at the end: it comes to %s of it at most."
          .formatted(
              sharpness,
              Numbers.shortly(edge.readings().getLast().edge()),
              Numbers.percent(nearest));
    }
    var reached = edge.reached().get();
    var plateau = edge.plateau().orElseThrow();
    return "%s is above the edge of stability, %s, from %s on; over the last third of the time since, its median is %s times the edge (of %s)."
        .formatted(
            sharpness,
            Numbers.shortly(reached.edge()),
            Words.at(reached.t()),
            Numbers.shortly(plateau.ratio()),
            Words.counted(plateau.moments(), "moment"));
  }

  /** What has the edge, at the head of a sentence. */
  private static String sharpness(RunData run) {
    return isPreconditioned(run) ? "Preconditioned sharpness" : "Sharpness";
  }
}
