package brink.core.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import brink.core.random.RandomStream;
import brink.core.vector.Block;
import brink.core.vector.Space;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;

/**
 * What every symmetric {@link LinearOperator} must do, checked on random vectors. Errors are
 * relative to the size of the products.
 */
public final class OperatorChecks {
  private static final int COLUMNS = 3;

  private OperatorChecks() {}

  /** All the checks below. */
  public static void check(LinearOperator a, double relative, long seed) {
    isSymmetric(a, relative, seed);
    isLinear(a, relative, seed);
    blockIsItsColumns(a, relative, seed);
    isDeterministic(a, seed);
    leavesItsArgumentAlone(a, seed);
  }

  /** All the checks, and the same matrix as a dense oracle. */
  public static void check(LinearOperator a, Dense oracle, double relative, long seed) {
    check(a, relative, seed);
    matches(a, oracle, relative);
  }

  /** {@code x . A y = y . A x}. */
  public static void isSymmetric(LinearOperator a, double relative, long seed) {
    try (var work = a.space().workspace()) {
      var space = a.space();
      var x = random(space, work, COLUMNS, seed);
      var image = apply(a, x, work);
      for (int i = 0; i < COLUMNS; i++) {
        for (int j = 0; j < i; j++) {
          double size =
              space.norm(x.column(i)) * space.norm(image.column(j))
                  + space.norm(x.column(j)) * space.norm(image.column(i));
          assertThat(space.dot(x.column(i), image.column(j)))
              .as("x%d . A x%d, seed %d", i, j, seed)
              .isCloseTo(space.dot(x.column(j), image.column(i)), offset(relative * size));
        }
      }
    }
  }

  /** {@code A (2 x - 3 y) = 2 A x - 3 A y}, and {@code A 0 = 0}. */
  public static void isLinear(LinearOperator a, double relative, long seed) {
    try (var work = a.space().workspace()) {
      var space = a.space();
      var x = random(space, work, 2, seed);
      var weights = new double[] {2, -3};
      var mixed = work.block(2); // the second column stays zero
      space.combine(weights, new Vec[] {x.column(0), x.column(1)}, mixed.column(0));
      var image = apply(a, x, work);
      var mixedImage = apply(a, mixed, work);
      var expected = work.vec();
      space.combine(weights, new Vec[] {image.column(0), image.column(1)}, expected);
      assertClose(space, mixedImage.column(0), expected, relative, "A (2 x - 3 y), seed " + seed);
      assertThat(space.norm(mixedImage.column(1))).as("|A 0|").isZero();
    }
  }

  /** The product with a block is that with its columns one at a time. */
  public static void blockIsItsColumns(LinearOperator a, double relative, long seed) {
    try (var work = a.space().workspace()) {
      var x = random(a.space(), work, COLUMNS, seed);
      var image = apply(a, x, work);
      for (int i = 0; i < COLUMNS; i++) {
        var alone = apply(a, x.column(i), work).column(0);
        assertClose(a.space(), image.column(i), alone, relative, "column " + i + ", seed " + seed);
      }
    }
  }

  /** The same product twice gives the same bits. */
  public static void isDeterministic(LinearOperator a, long seed) {
    try (var work = a.space().workspace()) {
      var x = random(a.space(), work, COLUMNS, seed);
      var one = apply(a, x, work);
      var two = apply(a, x, work);
      for (int i = 0; i < COLUMNS; i++) {
        assertThat(a.space().read(two.column(i)))
            .as("column %d, seed %d", i, seed)
            .containsExactly(a.space().read(one.column(i)));
      }
    }
  }

  /** A product changes nothing but its result. */
  public static void leavesItsArgumentAlone(LinearOperator a, long seed) {
    try (var work = a.space().workspace()) {
      var x = random(a.space(), work, COLUMNS, seed);
      apply(a, x, work);
      var again = random(a.space(), work, COLUMNS, seed);
      for (int i = 0; i < COLUMNS; i++) {
        assertThat(a.space().read(x.column(i)))
            .as("column %d, seed %d", i, seed)
            .containsExactly(a.space().read(again.column(i)));
      }
    }
  }

  /** Every entry of the operator's matrix, relative to the largest of the oracle's. */
  public static void matches(LinearOperator a, Dense oracle, double relative) {
    double size = 0;
    for (double entry : oracle.entries()) {
      size = Math.max(size, Math.abs(entry));
    }
    assertThat(Dense.of(a).entries())
        .as("the matrix against the oracle's")
        .containsExactly(oracle.entries(), offset(relative * size));
  }

  private static Block random(Space space, Workspace work, int columns, long seed) {
    var x = work.block(columns);
    var random = RandomStream.of(seed, "operator checks");
    for (int i = 0; i < columns; i++) {
      space.randomize(x.column(i), random);
    }
    return x;
  }

  private static Block apply(LinearOperator a, Block x, Workspace work) {
    var image = work.block(x.columns());
    a.apply(x, image);
    return image;
  }

  private static void assertClose(
      Space space, Vec actual, Vec expected, double relative, String what) {
    double size = space.norm(expected);
    space.axpy(-1, expected, actual);
    assertThat(space.norm(actual)).as("error of %s", what).isLessThanOrEqualTo(relative * size);
  }
}
