package brink.lab.report;

import brink.lab.record.MomentRow;
import brink.lab.record.OutputCurvatureRow;
import brink.lab.record.RunData;
import brink.lab.record.Spectrum;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** How curved the loss is in the outputs, beside what the network makes of it. */
final class OutputCurvatureFigure {
  private OutputCurvatureFigure() {}

  static Optional<Figure> of(RunData run) {
    var rows = run.additional().outputCurvatures();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    var time = Times.ofMoments(run);
    var moments = run.moments();
    var axis = Times.axis(run, moments.stream().map(MomentRow::t).toList());
    ToDoubleFunction<OutputCurvatureRow> t = row -> time.applyAsDouble(row.moment());
    return Optional.of(
        new Figure(
            "output-curvature",
            "Curvature of the loss in the outputs",
            caption(rows),
            "Cohen et al. (2021) explain by it why the sharpness falls late in training under"
                + " cross-entropy.",
            2,
            List.of(
                new LinePanel(
                    axis,
                    Axis.log("curvature in the outputs, mean over the examples"),
                    List.of(
                        Line.of("trace", Colour.BLUE, rows, t, row -> Optional.of(row.trace())),
                        Line.of("top", Colour.GREEN, rows, t, row -> Optional.of(row.top())))),
                new LinePanel(
                    axis,
                    Axis.log("with it, G, and without, N (1 / time)"),
                    List.of(
                        Line.of(
                            "N",
                            Colour.PURPLE,
                            moments,
                            MomentRow::t,
                            m -> SharpnessFigure.top(m, Spectrum::topN)),
                        Line.of(
                            "G",
                            Colour.VERMILION,
                            moments,
                            MomentRow::t,
                            m -> SharpnessFigure.top(m, Spectrum::topG)))))));
  }

  private static String caption(List<OutputCurvatureRow> rows) {
    return "The trace of the loss's second derivative in the outputs %s, its largest eigenvalue %s, both means over the examples. The Gauss-Newton operator G weighs with it what the tangent kernel's N sums evenly."
        .formatted(
            Words.change(rows.getFirst().trace(), rows.getLast().trace()),
            Words.change(rows.getFirst().top(), rows.getLast().top()));
  }
}
