package brink.lab.study;

import brink.lab.analysis.Chart.Curve;
import brink.lab.analysis.Chart.Look;
import brink.lab.analysis.Chart.Point;
import java.util.ArrayList;
import java.util.List;

/** Values of one quantity at times, as they come. */
final class Series {
  private final List<Point> points = new ArrayList<>();

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

  double largest() {
    return points.stream().mapToDouble(Point::y).max().orElseThrow();
  }

  /** The median of the values from a time on. */
  double medianSince(double t) {
    var values = points.stream().filter(p -> p.x() >= t).mapToDouble(Point::y).sorted().toArray();
    return values[values.length / 2];
  }

  /** The mean of the values from a time on. */
  double meanSince(double t) {
    return points.stream().filter(p -> p.x() >= t).mapToDouble(Point::y).average().orElseThrow();
  }

  Curve curve(String label, int series, Look look) {
    return new Curve(label, series, look, points());
  }
}
