package brink.nn.data;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The six classes of Dice. Coordinates are those of {@link DicePlot}; all numbers are drawn
 * uniformly, in the order named; a line's cap is drawn from R's 0 (round), 1 (butt), 2 (square).
 * Every face is symmetric under reflection through the origin.
 */
public enum DiceFace {
  /** A point at (x, y): x, y in [-1, 1], size in [0.1, 1]. */
  ONE {
    @Override
    DiceDrawing draw(RandomGenerator random) {
      double x = random.nextDouble(-1, 1);
      double y = random.nextDouble(-1, 1);
      double size = random.nextDouble(0.1, 1);
      return DiceDrawing.of(new DiceDrawing.Point(x, y, size));
    }
  },
  /** Points of one size at (x, y) and (-x, -y): ranges as for ones. */
  TWO {
    @Override
    DiceDrawing draw(RandomGenerator random) {
      double x = random.nextDouble(-1, 1);
      double y = random.nextDouble(-1, 1);
      double size = random.nextDouble(0.1, 1);
      return DiceDrawing.of(new DiceDrawing.Point(x, y, size), new DiceDrawing.Point(-x, -y, size));
    }
  },
  /** A line from (x, y) to (-x, -y): x, y in [-1, 1], width in [0.1, 2.5], cap. */
  THREE {
    @Override
    DiceDrawing draw(RandomGenerator random) {
      double x = random.nextDouble(-1, 1);
      double y = random.nextDouble(-1, 1);
      double width = random.nextDouble(0.1, 2.5);
      return DiceDrawing.of(
          new DiceDrawing.Line(new double[] {x, y, -x, -y}, width, random.nextInt(3)));
    }
  },
  /** A box with corners (+-x, +-y): x, y in [-1, 1], width in [0.1, 1], cap. */
  FOUR {
    @Override
    DiceDrawing draw(RandomGenerator random) {
      double x = random.nextDouble(-1, 1);
      double y = random.nextDouble(-1, 1);
      double width = random.nextDouble(0.1, 1);
      return DiceDrawing.of(box(x, y, width, random.nextInt(3)));
    }
  },
  /**
   * A box with corners (+-x, +-y) and a point at the origin: x, y in [0.2, 1], size in [0.1, 0.7],
   * width in [0.1, 1], cap.
   */
  FIVE {
    @Override
    DiceDrawing draw(RandomGenerator random) {
      double x = random.nextDouble(0.2, 1);
      double y = random.nextDouble(0.2, 1);
      double size = random.nextDouble(0.1, 0.7);
      double width = random.nextDouble(0.1, 1);
      return DiceDrawing.of(new DiceDrawing.Point(0, 0, size), box(x, y, width, random.nextInt(3)));
    }
  },
  /**
   * The line of a three, once shifted by (tx, ty) and once by (-tx, -ty): x, y in [-0.9, 0.9], tx,
   * ty in [0.1, 0.8], width in [0.1, 2.5], cap. What leaves the picture is cut off. (The source
   * gives the ranges and "two parallel lines"; shifting both ways is our reading.)
   */
  SIX {
    @Override
    DiceDrawing draw(RandomGenerator random) {
      double x = random.nextDouble(-0.9, 0.9);
      double y = random.nextDouble(-0.9, 0.9);
      double tx = random.nextDouble(0.1, 0.8);
      double ty = random.nextDouble(0.1, 0.8);
      double width = random.nextDouble(0.1, 2.5);
      int cap = random.nextInt(3);
      return DiceDrawing.of(
          new DiceDrawing.Line(new double[] {x + tx, y + ty, -x + tx, -y + ty}, width, cap),
          new DiceDrawing.Line(new double[] {x - tx, y - ty, -x - tx, -y - ty}, width, cap));
    }
  };

  /** Draws the parameters of one picture. */
  abstract DiceDrawing draw(RandomGenerator random);

  /** Its class's name, such as {@code one}. */
  public String className() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> classNames() {
    return List.of(values()).stream().map(DiceFace::className).toList();
  }

  /** An open line through the four corners and back to the first, where its caps meet. */
  private static DiceDrawing.Line box(double x, double y, double width, int cap) {
    return new DiceDrawing.Line(new double[] {x, y, -x, y, -x, -y, x, -y, x, y}, width, cap);
  }
}
