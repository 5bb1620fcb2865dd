package brink.lab.report;

import brink.lab.record.RunData;
import brink.lab.record.SmoothnessRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How smooth the loss is along a descent's steps, and at its places. */
final class SmoothnessFigure {
  private SmoothnessFigure() {}

  static Optional<Figure> of(RunData run) {
    var rows = run.additional().smoothness();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    var time = Times.ofMoments(run);
    var lines = new ArrayList<Line>();
    lines.add(Edge.line("edge", Colour.MUTED, run));
    lines.add(
        Line.of(
            "at the weights",
            Colour.BLUE,
            rows,
            row -> time.applyAsDouble(row.moment()),
            row -> Optional.of(row.beta())));
    lines.add(
        Line.of(
                "along the step",
                Colour.VERMILION,
                rows,
                row -> time.applyAsDouble(row.moment()),
                row -> Optional.of(row.effective()))
            .look(Line.Look.DASHED));
    var times = rows.stream().map(row -> time.applyAsDouble(row.moment())).toList();
    return Optional.of(
        new Figure(
            "smoothness",
            "Smoothness along the step and at the weights",
            caption(rows),
            "Effective smoothness is of Santurkar et al. (2018). Cohen et al. (2021): at the edge of"
                + " stability it hovers around 2 / eta too.",
            1,
            List.of(
                new LinePanel(
                    Times.axis(run, times),
                    Axis.log("change of the gradient over displacement (1 / time)"),
                    lines))));
  }

  private static String caption(List<SmoothnessRow> rows) {
    var last = rows.getLast();
    double above = rows.stream().mapToDouble(r -> r.effective() / r.beta()).max().orElseThrow();
    return "The gradient's largest change over the displacement, on the way of the step, is %s at the end; |Hess| at the weights is %s there. The former is at most %s the latter."
        .formatted(
            Numbers.shortly(last.effective()), Numbers.shortly(last.beta()), Numbers.times(above));
  }
}
