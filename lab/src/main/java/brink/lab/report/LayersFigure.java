package brink.lab.report;

import brink.lab.record.LayerRow;
import brink.lab.record.MomentRow;
import brink.lab.record.RunData;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** E|K_l|^2 of every layer against time. */
final class LayersFigure {
  private LayersFigure() {}

  static Figure of(RunData run) {
    var times = run.moments().stream().collect(Collectors.toMap(MomentRow::moment, MomentRow::t));
    int layers = run.layers().stream().mapToInt(LayerRow::layer).max().orElse(0);
    var lines =
        IntStream.rangeClosed(1, layers)
            .mapToObj(l -> line(run.layers(), times, l, layers))
            .toList();
    return new Figure(
        "layers",
        "Curvature by layer",
        caption(run, layers),
        "Lowell & Kastner (2024), E|K_l|² by layer: they report that for l ≥ 2 it is never above that"
            + " of the first layer by more than 37 %.",
        1,
        List.of(
            new LinePanel(
                Times.axis(run, times.values()),
                Axis.log("E|K_l|² of layer l (1 / time)"),
                lines)));
  }

  private static Line line(List<LayerRow> rows, Map<Integer, Double> times, int l, int layers) {
    return Line.of(
            "layer " + l + (l == 1 ? " (first)" : l == layers ? " (last)" : ""),
            Colour.INK,
            rows.stream().filter(r -> r.layer() == l && times.containsKey(r.moment())).toList(),
            r -> times.get(r.moment()),
            r -> Optional.of(r.eKl2()))
        .colour(Colour.ordered(l - 1, layers));
  }

  private static String caption(RunData run, int layers) {
    if (run.layers().isEmpty() || run.moments().isEmpty()) {
      return "No layers were measured.";
    }
    int last = run.layers().getLast().moment();
    var end = run.layers().stream().filter(r -> r.moment() == last).toList();
    var by = Comparator.comparingDouble(LayerRow::eKl2);
    var largest = end.stream().max(by).orElseThrow();
    var smallest = end.stream().min(by).orElseThrow();
    return "At the last moment E|K_l|² is largest in layer %d (%s) and smallest in layer %d (%s)."
            .formatted(
                largest.layer(),
                Numbers.shortly(largest.eKl2()),
                smallest.layer(),
                Numbers.shortly(smallest.eKl2()))
        + (layers > 1 ? excess(run) : "");
  }

  private static String excess(RunData run) {
    var first =
        run.layers().stream()
            .filter(r -> r.layer() == 1 && r.eKl2() > 0) // 0 where no signal comes through
            .collect(Collectors.toMap(LayerRow::moment, LayerRow::eKl2));
    double most =
        run.layers().stream()
            .filter(r -> r.layer() > 1 && first.containsKey(r.moment()))
            .mapToDouble(r -> r.eKl2() / first.get(r.moment()) - 1)
            .max()
            .orElse(0);
    return most > 0
        ? " Over all moments a later layer is above the first by at most "
            + Numbers.percent(most)
            + "."
        : " At no moment is a later layer above the first.";
  }
}
