package brink.lab.study;

import brink.lab.analysis.Chart.Curve;
import brink.lab.analysis.Chart.Look;
import brink.lab.analysis.Chart.Point;
import brink.lab.record.MomentRow;
import brink.lab.record.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.hipparchus.stat.descriptive.rank.Median;

/** Values of one quantity at times, as they come. */
final class Series {
  private final List<Point> points = new ArrayList<>();

  /** A value of each moment of a run that has it. */
  static Series of(RunData run, Function<MomentRow, Optional<Double>> value) {
    var series = new Series();
    for (var moment : run.moments()) {
      value.apply(moment).ifPresent(v -> series.add(moment.t(), v));
    }
    return series;
  }

  /** A value of rows that belong to moments of a run. */
  static <R> Series of(
      RunData run, List<R> rows, ToIntFunction<R> moment, ToDoubleFunction<R> value) {
    var series = new Series();
    for (var row : rows) {
      series.add(run.moments().get(moment.applyAsInt(row)).t(), value.applyAsDouble(row));
    }
    return series;
  }

  void add(double t, double value) {
    points.add(new Point(t, value));
  }

  List<Point> points() {
    return List.copyOf(points);
  }

  double last() {
    return points.getLast().y();
  }

  double lastTime() {
    return points.getLast().x();
  }

  double first() {
    return points.getFirst().y();
  }

  double largest() {
    return points.stream().mapToDouble(Point::y).max().orElseThrow();
  }

  /** The median of the values from a time on. */
  double medianSince(double t) {
    return new Median()
        .evaluate(points.stream().filter(p -> p.x() >= t).mapToDouble(Point::y).toArray());
  }

  /** The mean of the values from a time on. */
  double meanSince(double t) {
    return points.stream().filter(p -> p.x() >= t).mapToDouble(Point::y).average().orElseThrow();
  }

  Curve curve(String label, int series, Look look) {
    return new Curve(label, series, look, points());
  }
}
