package brink.core.operator;

import brink.core.vector.Block;
import brink.core.vector.Space;

/**
 * {@code a A}. Costs a product with A and one pass over memory a vector.
 *
 * @param a the factor
 * @param operator A
 */
public record Scaled(double a, LinearOperator operator) implements LinearOperator {
  @Override
  public Space space() {
    return operator.space();
  }

  @Override
  public void apply(Block x, Block into) {
    operator.apply(x, into);
    for (int i = 0; i < into.columns(); i++) {
      space().scale(a, into.column(i));
    }
  }
}
