package brink.lab.report;

import brink.lab.analysis.Chart;
import java.util.List;

/** Computed curves as a figure. */
final class ChartFigure {
  private ChartFigure() {}

  static Figure of(Chart chart, String source) {
    var panels = chart.panels().stream().<Panel>map(ChartFigure::panel).toList();
    return new Figure(
        chart.name(), chart.title(), chart.caption(), source, Math.min(2, panels.size()), panels);
  }

  private static LinePanel panel(Chart.Panel panel) {
    return new LinePanel(
        axis(panel.x()), axis(panel.y()), panel.curves().stream().map(ChartFigure::line).toList());
  }

  private static Axis axis(Chart.Axis axis) {
    var shown =
        switch (axis.scale()) {
          case LINEAR -> Axis.linear(axis.label());
          case LOG -> Axis.log(axis.label());
        };
    return axis.limits().map(limits -> shown.from(limits.from(), limits.to())).orElse(shown);
  }

  private static Line line(Chart.Curve curve) {
    var colours = Colour.series();
    var look =
        switch (curve.look()) {
          case THIN -> Line.Look.THIN;
          case DOTTED -> Line.Look.DOTTED;
          case DASHED -> Line.Look.DASHED;
        };
    List<Line.Point> points =
        curve.points().stream().map(p -> new Line.Point(p.x(), p.y())).toList();
    return new Line(
        curve.label(), colours.get(curve.series() % colours.size()).light(), look, points);
  }
}
