package brink.core.operator;

import brink.core.vector.Block;
import brink.core.vector.Space;
import java.util.stream.IntStream;

/**
 * A matrix held whole: for small problems, and as the oracle in tests.
 *
 * @param space R^n
 * @param entries n x n, row-major
 */
public record Dense(Space space, double[] entries) implements LinearOperator {
  /** The matrix of an operator, column by column from its products with the unit vectors. */
  public static Dense of(LinearOperator operator) {
    var space = operator.space();
    int n = Math.toIntExact(space.dim());
    var entries = new double[n * n];
    try (var work = space.workspace()) {
      var unit = work.vec();
      var image = work.vec();
      for (int j = 0; j < n; j++) {
        int column = j;
        space.write(IntStream.range(0, n).mapToDouble(i -> i == column ? 1 : 0).toArray(), unit);
        operator.apply(unit, image);
        var values = space.read(image);
        for (int i = 0; i < n; i++) {
          entries[i * n + j] = values[i];
        }
      }
    }
    return new Dense(space, entries);
  }

  @Override
  public void apply(Block x, Block into) {
    int n = Math.toIntExact(space.dim());
    for (int k = 0; k < x.columns(); k++) {
      var v = space.read(x.column(k));
      var product = new double[n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          product[i] += entries[i * n + j] * v[j];
        }
      }
      space.write(product, into.column(k));
    }
  }
}
