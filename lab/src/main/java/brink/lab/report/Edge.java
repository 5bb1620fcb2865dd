package brink.lab.report;

import brink.lab.analysis.EdgeOfStability;
import brink.lab.analysis.EdgeOfStability.Reading;
import brink.lab.record.RunData;
import brink.lab.record.StepRow;
import java.util.Comparator;

/** The edge of stability of a descent, as a line and in words. */
final class Edge {
  private static final double STEADY =
      2; // times the edge may change while a median means something

  private Edge() {}

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
    var sharpness = isPreconditioned(run) ? "Preconditioned sharpness" : "Sharpness";
    if (edge.readings().isEmpty()) {
      return sharpness + " was not measured beside the edge of stability.";
    }
    var first = edge.readings().getFirst();
    var settled = edge.settled().getFirst();
    if (settled.equals(first)) {
      return course(sharpness, edge);
    }
    return "%s begins at %s times the edge of stability%s, and comes below it at %s. %s"
        .formatted(
            sharpness,
            Numbers.shortly(first.ratio()),
            isPreconditioned(run)
                ? ", while the averages that its steps are divided by build up"
                : "",
            Words.at(settled.t()),
            course("From there it", edge));
  }

  private static String course(String who, EdgeOfStability edge) {
    return edge.reached()
        .map(reached -> reached(who, edge, reached))
        .orElseGet(() -> below(who, edge));
  }

  private static String below(String who, EdgeOfStability edge) {
    var settled = edge.settled();
    var nearest = settled.stream().max(Comparator.comparingDouble(Reading::ratio)).orElseThrow();
    if (EdgeOfStability.drift(settled) <= 1 + Words.SAME) {
      return "%s stays below the edge of stability, %s: it comes to %s of it at most."
          .formatted(who, Numbers.shortly(nearest.edge()), Numbers.percent(nearest.ratio()));
    }
    var edges = settled.stream().mapToDouble(Reading::edge).summaryStatistics();
    return "%s stays below the edge of stability, which lies between %s and %s: it comes nearest at %s, to %s of %s."
        .formatted(
            who,
            Numbers.shortly(edges.getMin()),
            Numbers.shortly(edges.getMax()),
            Words.at(nearest.t()),
            Numbers.percent(nearest.ratio()),
            Numbers.shortly(nearest.edge()));
  }

  private static String reached(String who, EdgeOfStability edge, Reading reached) {
    boolean always = reached.equals(edge.readings().getFirst());
    var plateau = edge.plateau().orElseThrow();
    return (always
                ? "%s is above the edge of stability, %s, from %s on; "
                : "%s reaches the edge of stability, %s, at %s; ")
            .formatted(who, Numbers.shortly(reached.edge()), Words.at(reached.t()))
        + (plateau.drift() <= STEADY
            ? "over the last third of the time since, its median is %s times the edge (of %s)."
                .formatted(
                    Numbers.shortly(plateau.ratio()), Words.counted(plateau.moments(), "moment"))
            : runningAway(edge));
  }

  private static String runningAway(EdgeOfStability edge) {
    var left = edge.left().orElseThrow();
    var end = edge.readings().getLast();
    return (left.equals(end)
            ? ""
            : "it is last at or above it at %s, where the edge is %s, and "
                .formatted(Words.at(left.t()), Numbers.shortly(left.edge())))
        + "at the end it is %s times the edge, %s by then."
            .formatted(Numbers.shortly(end.ratio()), Numbers.shortly(end.edge()));
  }
}
