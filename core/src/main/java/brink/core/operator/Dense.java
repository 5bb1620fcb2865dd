package brink.core.operator;

import brink.core.vector.Block;
import brink.core.vector.Space;

/**
 * A matrix held whole: for small problems, and as the oracle in tests.
 *
 * @param space R^n
 * @param entries n x n, row-major
 */
public record Dense(Space space, double[] entries) implements LinearOperator {
  /** The matrix of an operator, from its product with the block of all unit vectors. */
  public static Dense of(LinearOperator operator) {
    var space = operator.space();
    int n = Math.toIntExact(space.dim());
    var entries = new double[n * n];
    try (var work = space.workspace()) {
      var units = work.block(n);
      var images = work.block(n);
      for (int j = 0; j < n; j++) {
        var unit = new double[n];
        unit[j] = 1;
        space.write(unit, units.column(j));
      }
      operator.apply(units, images);
      for (int j = 0; j < n; j++) {
        var column = space.read(images.column(j));
        for (int i = 0; i < n; i++) {
          entries[i * n + j] = column[i];
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
