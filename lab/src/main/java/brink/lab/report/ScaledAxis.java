package brink.lab.report;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;

/** An axis of the chart library over places on a {@link Scale}, with that scale's ticks. */
@SuppressWarnings("serial") // the library makes axes serializable; nothing serializes these
final class ScaledAxis extends NumberAxis {
  private static final double PADDING = 0.04;

  private final Scale scale;

  /**
   * An axis.
   *
   * @param low least place to show, before padding
   * @param high greatest place to show
   */
  ScaledAxis(Axis axis, double low, double high) {
    super(null);
    this.scale = axis.scale();
    double span = high - low;
    double pad = span > 0 ? PADDING * span : 0.5 * Math.max(1e-3, Math.abs(low));
    setRange(low - pad, high + pad);
    setInverted(axis.reversed());
    setTickLabelFont(Typeface.regular(11));
    setTickLabelPaint(Colour.MUTED.light());
    setAxisLinePaint(Colour.FRAME.light());
    setAxisLineStroke(new BasicStroke(0.75f));
    setTickMarkPaint(Colour.FRAME.light());
    setTickMarkStroke(new BasicStroke(0.75f));
    setTickMarkOutsideLength(3.5f);
    setMinorTickMarksVisible(true);
    setMinorTickMarkOutsideLength(2f);
    setTickLabelInsets(new RectangleInsets(2, 3, 2, 5));
    setLabelFont(Typeface.regular(12));
    setLabelPaint(Colour.INK.light());
  }

  @Override
  public List<NumberTick> refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    var anchor =
        RectangleEdge.isLeftOrRight(edge) ? TextAnchor.CENTER_RIGHT : TextAnchor.TOP_CENTER;
    return scale.ticks(getLowerBound(), getUpperBound()).stream()
        .map(tick ->
            new NumberTick(
                tick.label().isEmpty() ? TickType.MINOR : TickType.MAJOR,
                tick.position(),
                tick.label(),
                anchor,
                TextAnchor.CENTER,
                0))
        .toList();
  }
}
