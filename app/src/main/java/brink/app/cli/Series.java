package brink.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The course of one number, coarse enough for a line of text: when {@link #MOST} points are held,
 * every second one is dropped and from then on only every second arrival is kept.
 *
 * @param points held, in order of arrival
 * @param every one arrival in this many is held
 * @param arrived how many there have been
 */
record Series(List<Double> points, long every, long arrived) {
  private static final int MOST = 128;
  private static final String BARS = "▁▂▃▄▅▆▇█";

  static Series empty() {
    return new Series(List.of(), 1, 0);
  }

  Series with(double value) {
    if (arrived % every != 0) {
      return new Series(points, every, arrived + 1);
    }
    var held = new ArrayList<>(points);
    held.add(value);
    if (held.size() < MOST) {
      return new Series(List.copyOf(held), every, arrived + 1);
    }
    var half = IntStream.range(0, MOST / 2).mapToObj(i -> held.get(2 * i)).toList();
    return new Series(half, 2 * every, arrived + 1);
  }

  /** Bars between the least and the greatest point, at most {@code width} of them. */
  String sparkline(int width) {
    int bars = Math.min(width, points.size());
    double least = points.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double greatest = points.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    var line = new StringBuilder();
    for (int i = 0; i < bars; i++) {
      int index = bars == 1 ? 0 : (int) ((long) i * (points.size() - 1) / (bars - 1));
      double height = greatest > least ? (points.get(index) - least) / (greatest - least) : 0;
      line.append(BARS.charAt((int) Math.min(BARS.length() - 1, height * BARS.length())));
    }
    return line.toString();
  }
}
