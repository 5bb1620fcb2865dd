package brink.lab.report;

import brink.lab.record.RunData;
import brink.lab.record.TaylorRow;
import java.util.List;
import java.util.Optional;

/** A descent beside the same descent on its quadratic model. */
final class TaylorFigure {
  private static final double LEFT = 2; // factor between the losses from which on they are apart

  private TaylorFigure() {}

  static Optional<Figure> of(RunData run) {
    var rows = run.additional().taylor();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Figure(
            "taylor",
            "The descent and its quadratic model",
            caption(rows),
            "Cohen et al. (2021): at the edge of stability gradient descent on the quadratic Taylor model"
                + " diverges, where on the network it goes on.",
            2,
            List.of(
                new LinePanel(
                    Axis.count("step"),
                    Axis.log(LossFigure.label(run)),
                    List.of(
                        Line.of(
                                "model",
                                Colour.VERMILION,
                                rows,
                                TaylorRow::step,
                                row -> Optional.of(row.model()))
                            .look(Line.Look.THIN),
                        Line.of(
                                "training",
                                Colour.BLUE,
                                rows,
                                TaylorRow::step,
                                row -> Optional.of(row.loss()))
                            .look(Line.Look.THIN))),
                new LinePanel(
                    Axis.count("step"),
                    Axis.log("distance between the weights of the two"),
                    List.of(
                        Line.of(
                                "",
                                Colour.GREEN,
                                rows,
                                TaylorRow::step,
                                row -> Optional.of(row.distance()))
                            .look(Line.Look.THIN))))));
  }

  private static String caption(List<TaylorRow> rows) {
    var first = rows.getFirst();
    var last = rows.getLast();
    var apart =
        rows.stream()
            .filter(row -> row.model() > LEFT * row.loss() || row.loss() > LEFT * row.model())
            .findFirst();
    return "The model is the loss's Taylor polynomial of second order at step %s (%s). After %s its own loss is %s, and that of the training %s%s."
        .formatted(
            Numbers.count(first.step()),
            Words.at(first.t()),
            Words.counted(last.step() - first.step(), "step"),
            Numbers.shortly(last.model()),
            Numbers.shortly(last.loss()),
            apart
                .map(row ->
                    "; they are a factor of 2 apart from step %s on"
                        .formatted(Numbers.count(row.step())))
                .orElse("; they are never a factor of 2 apart"));
  }
}
