package brink.lab.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A series of a panel.
 *
 * @param label drawn at its end; empty for none
 * @param colour on light paper
 * @param look of the line
 * @param points in order
 */
record Line(String label, Color colour, Look look, List<Point> points) {
  private static final int MOST_POINTS = 1200;

  /** A place in units of the axes. */
  record Point(double x, double y) {}

  /** Strokes. */
  enum Look {
    /** Measured at moments: a line with dots. */
    DOTTED,
    /** Measured at every step: a thin line. */
    THIN,
    DASHED
  }

  /** A series of dots from rows; rows without the value are passed over. */
  static <R> Line of(
      String label,
      Colour colour,
      List<R> rows,
      ToDoubleFunction<R> x,
      Function<R, Optional<Double>> y) {
    var points =
        rows.stream()
            .flatMap(r -> y.apply(r).map(v -> new Point(x.applyAsDouble(r), v)).stream())
            .toList();
    return new Line(label, colour.light(), Look.DOTTED, points);
  }

  Line look(Look other) {
    return new Line(label, colour, other, points);
  }

  Line colour(Color other) {
    return new Line(label, other, look, points);
  }

  /** Only the points that have a place on both scales. */
  Line shownOn(Scale x, Scale y) {
    return new Line(
        label,
        colour,
        look,
        points.stream().filter(p -> x.shows(p.x()) && y.shows(p.y())).toList());
  }

  /** At most some 1200 points: of each group of neighbours the lowest and the highest. */
  Line thinned() {
    if (points.size() <= MOST_POINTS) {
      return this;
    }
    int groups = MOST_POINTS / 2;
    var kept = new ArrayList<Point>();
    IntStream.range(0, groups)
        .mapToObj(g ->
            points.subList(
                (int) ((long) points.size() * g / groups),
                (int) ((long) points.size() * (g + 1) / groups)))
        .forEach(group -> {
          var low = group.stream().min(Comparator.comparingDouble(Point::y)).orElseThrow();
          var high = group.stream().max(Comparator.comparingDouble(Point::y)).orElseThrow();
          boolean lowFirst = group.indexOf(low) <= group.indexOf(high);
          kept.add(lowFirst ? low : high);
          if (low != high) {
            kept.add(lowFirst ? high : low);
          }
        });
    return new Line(label, colour, look, List.copyOf(kept));
  }
}
