package brink.lab.report;

import brink.lab.record.Decomposition;
import brink.lab.record.MomentRow;
import brink.lab.record.RunData;
import java.util.List;

/** The overlap ratio rho(K) and E|K|^2, whose product is the largest eigenvalue of G. */
final class OverlapFigure {
  private OverlapFigure() {}

  static Figure of(RunData run) {
    var moments = run.moments();
    var time = Times.axis(run, moments.stream().map(MomentRow::t).toList());
    return new Figure(
        "overlap",
        "Overlap ratio and mean curvature",
        caption(run),
        "Lowell & Kastner (2024), overlap ratio: top(G) = ρ(K) E|K|², and E|K|² is at most the sum"
            + " of E|K_l|² over the layers.",
        2,
        List.of(
            new LinePanel(
                time,
                Axis.linear("overlap ratio ρ(K) (no unit)").from(0, 1),
                List.of(
                    Line.of(
                        "",
                        Colour.SKY,
                        moments,
                        MomentRow::t,
                        m -> m.decomposition().flatMap(Decomposition::rho)))),
            new LinePanel(
                time,
                Axis.log("squared norms of K (1 / time)"),
                List.of(
                    Line.of(
                        "Σ E|K_l|²",
                        Colour.PURPLE,
                        moments,
                        MomentRow::t,
                        m -> m.decomposition().map(Decomposition::eKl2Sum)),
                    Line.of(
                        "E|K|²",
                        Colour.BLUE,
                        moments,
                        MomentRow::t,
                        m -> m.decomposition().map(Decomposition::eK2))))));
  }

  private static String caption(RunData run) {
    return Course.of(run)
        .map(course -> {
          var from = course.settled().decomposition().orElseThrow();
          var to = course.goal().decomposition().orElseThrow();
          var rho =
              from.rho()
                  .flatMap(a -> to.rho().map(b -> "the overlap ratio " + Words.change(a, b)))
                  .map(text -> text + " and ")
                  .orElse("");
          return "From %s (%s) to %s "
                  .formatted(Words.at(course.settled().t()), course.since(), course.goalInWords())
              + rho
              + "E|K|² "
              + Words.change(from.eK2(), to.eK2())
              + ". There the sum over the layers is "
              + Numbers.times(to.eKl2Sum() / to.eK2())
              + " E|K|².";
        })
        .orElse("Too few moments to compare.");
  }
}
