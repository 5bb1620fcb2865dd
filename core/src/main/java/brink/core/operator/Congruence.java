package brink.core.operator;

import brink.core.vector.Block;
import brink.core.vector.FlatSpace;
import brink.core.vector.Vec;

/**
 * {@code D A D} with a diagonal D: symmetric where A is, and with the eigenvalues of {@code D^2 A}.
 * Costs a product with A and two passes over memory a vector; storage: the block once more.
 *
 * @param space of A
 * @param diagonal of D
 * @param operator A
 */
public record Congruence(FlatSpace space, Vec diagonal, LinearOperator operator)
    implements LinearOperator {
  @Override
  public void apply(Block x, Block into) {
    try (var work = space.workspace()) {
      var scaled = work.block(x.columns());
      for (int i = 0; i < x.columns(); i++) {
        multiply(x.column(i), scaled.column(i));
      }
      operator.apply(scaled, into);
      for (int i = 0; i < into.columns(); i++) {
        multiply(into.column(i), into.column(i));
      }
    }
  }

  /** {@code into = D x}; into may be x. */
  private void multiply(Vec x, Vec into) {
    space.update(
        new Vec[] {into},
        new Vec[] {x, diagonal},
        (rows, length) -> {
          for (int t = 0; t < length; t++) {
            rows[0][t] = rows[1][t] * rows[2][t];
          }
        });
  }
}
