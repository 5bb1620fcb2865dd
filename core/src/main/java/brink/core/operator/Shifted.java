package brink.core.operator;

import brink.core.vector.Block;
import brink.core.vector.Space;

/**
 * {@code A + s I}. Costs a product with A and one pass over memory a vector.
 *
 * @param operator A
 * @param shift s
 */
public record Shifted(LinearOperator operator, double shift) implements LinearOperator {
  @Override
  public Space space() {
    return operator.space();
  }

  @Override
  public void apply(Block x, Block into) {
    operator.apply(x, into);
    for (int i = 0; i < into.columns(); i++) {
      space().axpy(shift, x.column(i), into.column(i));
    }
  }
}
