package brink.lab.analysis;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Curves that were computed, as a figure shows them.
 *
 * @param name of its files, as {@code coordinates}
 * @param title a few words
 * @param caption what one sees
 * @param panels side by side
 */
public record Chart(String name, String title, String caption, List<Panel> panels) {
  /** One pair of axes. */
  public record Panel(Axis x, Axis y, List<Curve> curves) {}

  /**
   * An axis.
   *
   * @param label quantity and unit
   * @param scale how values lie along it
   * @param limits what it must show at least
   */
  public record Axis(String label, Scale scale, Optional<Limits> limits) {
    /** An interval of values. */
    public record Limits(double from, double to) {}

    /** Evenly divided. */
    public static Axis linear(String label) {
      return new Axis(label, Scale.LINEAR, Optional.empty());
    }

    /** The time of a descent, that its flow counts too. */
    public static Axis time() {
      return linear("time (learning rate × steps)");
    }

    /** Divided in powers of ten; values that are not positive have no place on it. */
    public static Axis log(String label) {
      return new Axis(label, Scale.LOG, Optional.empty());
    }

    /** The same that shows at least these values, as panels do that are to be compared. */
    public Axis showing(double from, double to) {
      return new Axis(label, scale, Optional.of(new Limits(from, to)));
    }
  }

  /** How values lie along an axis. */
  public enum Scale {
    LINEAR,
    LOG
  }

  /** What a curve is of. */
  public enum Look {
    /** Values at every step. */
    THIN,
    /** Values at moments. */
    DOTTED,
    /** A limit or a prediction. */
    DASHED
  }

  /** A place in units of the axes. */
  public record Point(double x, double y) {}

  /**
   * A series.
   *
   * @param label drawn at its end; empty for none
   * @param series from 0: curves of one series have one colour
   * @param look of the line
   * @param points in order
   */
  public record Curve(String label, int series, Look look, List<Point> points) {
    /** The values y over x. */
    public static Curve of(String label, int series, Look look, double[] x, double[] y) {
      return new Curve(
          label,
          series,
          look,
          IntStream.range(0, x.length).mapToObj(i -> new Point(x[i], y[i])).toList());
    }

    /** The values over their numbers, from 0. */
    public static Curve of(String label, int series, Look look, double[] y) {
      return of(label, series, look, IntStream.range(0, y.length).asDoubleStream().toArray(), y);
    }

    /** A place on the first axis, all along the other. */
    public static Curve upright(String label, int series, double x, double from, double to) {
      return of(label, series, Look.DASHED, new double[] {x, x}, new double[] {from, to});
    }

    /** A level all along an axis. */
    public static Curve level(String label, int series, double from, double to, double level) {
      return of(label, series, Look.DASHED, new double[] {from, to}, new double[] {level, level});
    }
  }

  /** The points of all curves as comma-separated values with a heading. */
  public String csv() {
    var text = new StringBuilder("panel,curve,x,y\n");
    for (var panel : panels) {
      for (var curve : panel.curves()) {
        for (var point : curve.points()) {
          text.append(quoted(panel.y().label()))
              .append(',')
              .append(quoted(curve.label()))
              .append(',')
              .append(point.x())
              .append(',')
              .append(point.y())
              .append('\n');
        }
      }
    }
    return text.toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
