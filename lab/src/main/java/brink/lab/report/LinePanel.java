package brink.lab.report;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYDataset;

/**
 * Series over a common axis. The y axis's label is the panel's heading, and every series has its
 * label at its end, in its colour.
 *
 * @param x axis
 * @param y axis
 * @param lines those with points are drawn
 */
record LinePanel(Axis x, Axis y, List<Line> lines) implements Panel {
  private static final double LABEL_SIZE = 12;

  // Browsers without the typeface set labels in one that may be wider.
  private static final double SPARE = 1.12;

  @Override
  public void draw(Graphics2D graphics, Rectangle2D area) {
    var shown =
        lines.stream()
            .map(line -> line.shownOn(x.scale(), y.scale()).thinned())
            .filter(line -> !line.points().isEmpty())
            .toList();
    var below = Heading.draw(graphics, y.label(), area);
    if (shown.isEmpty()) {
      Heading.note(graphics, "no values to show", below);
      return;
    }
    var xAxis = axis(x, shown, Line.Point::x);
    xAxis.setLabel(x.label());
    var yAxis = axis(y, shown, Line.Point::y);
    var plot = new XYPlot(dataset(shown), xAxis, yAxis, renderer(shown));
    Plots.plain(plot);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(Colour.GRID.light());
    plot.setRangeGridlineStroke(new BasicStroke(0.75f));
    var font = Typeface.regular(LABEL_SIZE);
    var context = graphics.getFontRenderContext();
    double room =
        shown.stream()
            .mapToDouble(line -> Symbols.width(font, context, line.label()))
            .max()
            .orElse(0);
    plot.setInsets(new RectangleInsets(4, 0, 0, room > 0 ? SPARE * room + 12 : 10));
    var info = new ChartRenderingInfo(null);
    var chart = new JFreeChart(null, null, plot, false);
    Plots.bare(chart);
    chart.draw(graphics, below, info);
    var data = info.getPlotInfo().getDataArea();
    EndLabels.draw(
        graphics,
        font,
        data,
        shown.stream()
            .filter(line -> !line.label().isEmpty())
            .map(line ->
                new EndLabels.Label(
                    line.label(),
                    line.colour(),
                    yAxis.valueToJava2D(
                        y.scale().position(line.points().getLast().y()), data, RectangleEdge.LEFT)))
            .toList());
  }

  private static ScaledAxis axis(Axis axis, List<Line> lines, ToDoubleFunction<Line.Point> value) {
    var limits = axis.limits().stream().flatMapToDouble(l -> DoubleStream.of(l.from(), l.to()));
    var values = lines.stream().flatMap(line -> line.points().stream()).mapToDouble(value);
    var range = DoubleStream.concat(limits, values).map(axis.scale()::position).summaryStatistics();
    return new ScaledAxis(axis, range.getMin(), range.getMax());
  }

  private DefaultXYDataset dataset(List<Line> shown) {
    var dataset = new DefaultXYDataset();
    for (int i = 0; i < shown.size(); i++) {
      var points = shown.get(i).points();
      dataset.addSeries(
          i,
          new double[][] {
            points.stream().mapToDouble(p -> x.scale().position(p.x())).toArray(),
            points.stream().mapToDouble(p -> y.scale().position(p.y())).toArray()
          });
    }
    return dataset;
  }

  private static XYLineAndShapeRenderer renderer(List<Line> shown) {
    var renderer = new XYLineAndShapeRenderer();
    // One path a series, not one a segment: a twentieth of the file.
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setDrawOutlines(false);
    for (int i = 0; i < shown.size(); i++) {
      var line = shown.get(i);
      boolean single = line.points().size() == 1;
      double radius = single ? 3 : 1.7;
      renderer.setSeriesPaint(i, line.colour());
      renderer.setSeriesStroke(i, stroke(line.look()));
      renderer.setSeriesShape(i, new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius));
      renderer.setSeriesShapesVisible(i, single || line.look() == Line.Look.DOTTED);
    }
    return renderer;
  }

  private static BasicStroke stroke(Line.Look look) {
    return switch (look) {
      case DOTTED -> new BasicStroke(1.625f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
      case THIN -> new BasicStroke(1.25f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
      case DASHED ->
          new BasicStroke(
              1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {5, 4}, 0);
    };
  }
}
