package brink.lab.report;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.DefaultCategoryDataset;

/**
 * Bars side by side for every category, on a log axis from the value 1: what grows stands, what
 * shrinks hangs.
 *
 * @param categoryLabel of the x axis
 * @param y axis, logarithmic
 * @param categories in reading direction
 * @param groups one bar in every category each
 */
record BarPanel(String categoryLabel, Axis y, List<String> categories, List<Group> groups)
    implements Panel {
  /**
   * One bar in every category.
   *
   * @param values [categories], greater than 0
   */
  record Group(String label, Colour colour, List<Double> values) {}

  @Override
  public void draw(Graphics2D graphics, Rectangle2D area) {
    var below = Heading.draw(graphics, y.label(), area);
    var dataset = new DefaultCategoryDataset();
    var renderer = new BarRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setItemMargin(0.06);
    renderer.setMaximumBarWidth(0.09);
    for (int g = 0; g < groups.size(); g++) {
      var group = groups.get(g);
      renderer.setSeriesPaint(g, group.colour().light());
      for (int c = 0; c < categories.size(); c++) {
        double top = y.scale().position(group.values().get(c));
        dataset.addValue(top, Integer.valueOf(g), categories.get(c));
      }
    }
    var plot = new CategoryPlot(dataset, categoryAxis(), valueAxis(), renderer);
    Plots.plain(plot);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setRangeGridlinePaint(Colour.GRID.light());
    plot.setRangeGridlineStroke(new BasicStroke(0.75f));
    plot.setRangeZeroBaselineVisible(true);
    plot.setRangeZeroBaselinePaint(Colour.FRAME.light());
    plot.setRangeZeroBaselineStroke(new BasicStroke(0.75f));
    plot.setInsets(new RectangleInsets(4, 0, 0, 10));
    var chart = new JFreeChart(null, null, plot, false);
    Plots.bare(chart);
    var info = new ChartRenderingInfo(null);
    chart.draw(graphics, below, info);
    legend(graphics, info.getPlotInfo().getDataArea());
  }

  private CategoryAxis categoryAxis() {
    var axis = new CategoryAxis(categoryLabel);
    axis.setTickLabelFont(Typeface.regular(11));
    axis.setTickLabelPaint(Colour.MUTED.light());
    axis.setLabelFont(Typeface.regular(12));
    axis.setLabelPaint(Colour.INK.light());
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    axis.setLowerMargin(0.02);
    axis.setUpperMargin(0.02);
    axis.setCategoryMargin(0.3);
    return axis;
  }

  private ScaledAxis valueAxis() {
    var values =
        DoubleStream.concat(
            DoubleStream.of(1),
            groups.stream().flatMap(g -> g.values().stream()).mapToDouble(v -> v));
    var limits = y.limits().stream().flatMapToDouble(l -> DoubleStream.of(l.from(), l.to()));
    var range = DoubleStream.concat(limits, values).map(y.scale()::position).summaryStatistics();
    return new ScaledAxis(y, range.getMin(), range.getMax());
  }

  private void legend(Graphics2D graphics, Rectangle2D data) {
    var font = Typeface.regular(12);
    graphics.setFont(font);
    double top = data.getMinY() + 4;
    for (var group : groups) {
      graphics.setPaint(group.colour().light());
      graphics.fill(new Rectangle2D.Double(data.getMinX() + 10, top, 9, 9));
      graphics.setPaint(Colour.INK.light());
      graphics.drawString(group.label(), (float) data.getMinX() + 25, (float) top + 8.5f);
      top += 16;
    }
  }
}
