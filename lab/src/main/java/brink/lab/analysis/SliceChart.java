package brink.lab.analysis;

import brink.lab.analysis.Chart.Axis;
import brink.lab.analysis.Chart.Curve;
import brink.lab.analysis.Chart.Look;
import brink.lab.analysis.Chart.Panel;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Slices of the loss as a figure: a panel each, the loss beside its quadratic model. */
public final class SliceChart {
  private SliceChart() {}

  /** The figure of some slices, with a name for its files. */
  public static Chart of(String name, String title, String caption, List<Slice> slices) {
    return new Chart(name, title, caption, slices.stream().map(SliceChart::panel).toList());
  }

  private static Panel panel(Slice slice) {
    return new Panel(
        Axis.linear("displacement along %s (distance of the weights)".formatted(slice.direction())),
        Axis.linear("training loss"),
        List.of(
            curve("loss", 0, Look.THIN, slice, Slice.Point::loss),
            curve("model", 1, Look.DASHED, slice, Slice.Point::model)));
  }

  private static Curve curve(
      String label, int series, Look look, Slice slice, ToDoubleFunction<Slice.Point> value) {
    return Curve.of(
        label,
        series,
        look,
        slice.points().stream().mapToDouble(Slice.Point::displacement).toArray(),
        slice.points().stream().mapToDouble(value).toArray());
  }
}
