package brink.nn.data;

import java.util.List;

/** What a Dice picture shows, before it has pixels. */
record DiceDrawing(List<Mark> marks) {
  static DiceDrawing of(Mark... marks) {
    return new DiceDrawing(List.of(marks));
  }

  /** One thing drawn, in user coordinates with y upwards. */
  sealed interface Mark {}

  /**
   * A filled disc.
   *
   * @param size R's cex
   */
  record Point(double x, double y, double size) implements Mark {}

  /**
   * An open line through points.
   *
   * @param points x, y, x, y, ...
   * @param width R's lwd
   * @param cap R's lend: 0 round, 1 butt, 2 square
   */
  record Line(double[] points, double width, int cap) implements Mark {}
}
