package brink.lab.report;

import brink.lab.record.AmplificationRow;
import brink.lab.record.AmplificationRow.Which;
import brink.lab.record.RunData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How output gradients grow on their way back, at the first and the last snapshot. */
final class AmplificationFigure {
  private AmplificationFigure() {}

  static Optional<Figure> of(RunData run) {
    var first = rows(run, Which.FIRST);
    var last = rows(run, Which.LAST);
    var panels = new ArrayList<Panel>();
    var limits = limits(run.amplifications());
    if (!first.isEmpty()) {
      panels.add(panel("first snapshot: |u Z_l| (no unit)", first, limits));
    }
    if (!last.isEmpty()) {
      panels.add(panel("last snapshot: |u Z_l| (no unit)", last, limits));
    }
    return panels.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Figure(
                "amplification",
                "How an output gradient grows on its way back",
                caption(first, last),
                "The bar charts of the blog post that goes with Lowell & Kastner (2024).",
                2,
                panels));
  }

  private static List<AmplificationRow> rows(RunData run, Which which) {
    return run.amplifications().stream()
        .filter(r -> r.which() == which)
        .sorted(Comparator.comparingInt(AmplificationRow::layer).reversed())
        .toList();
  }

  private static Axis.Limits limits(List<AmplificationRow> rows) {
    var all =
        rows.stream()
            .flatMap(r -> Stream.of(r.largest(), r.random()))
            .filter(v -> v > 0)
            .mapToDouble(v -> v)
            .summaryStatistics();
    return new Axis.Limits(Math.min(1, all.getMin()), Math.max(1, all.getMax()));
  }

  private static Panel panel(String label, List<AmplificationRow> rows, Axis.Limits limits) {
    var positive = rows.stream().filter(r -> r.largest() > 0 && r.random() > 0).toList();
    return new BarPanel(
        "layer l, from the output back to the input",
        Axis.log(label).from(limits.from(), limits.to()),
        positive.stream().map(r -> Integer.toString(r.layer())).toList(),
        List.of(
            new BarPanel.Group(
                "u most amplified at layer 1",
                Colour.VERMILION,
                positive.stream().map(AmplificationRow::largest).toList()),
            new BarPanel.Group(
                "random u",
                Colour.FRAME,
                positive.stream().map(AmplificationRow::random).toList())));
  }

  private static String caption(List<AmplificationRow> first, List<AmplificationRow> last) {
    return Stream.of(first, last)
        .filter(rows -> !rows.isEmpty())
        .map(List::getLast)
        .map(r ->
            "At the %s snapshot (example %d) the output gradient that layer %d amplifies most arrives there %s as long, a random one %s."
                .formatted(
                    r.which().word(),
                    r.example(),
                    r.layer(),
                    Numbers.times(r.largest()),
                    Numbers.times(r.random())))
        .reduce((a, b) -> a + " " + b)
        .orElse("");
  }
}
