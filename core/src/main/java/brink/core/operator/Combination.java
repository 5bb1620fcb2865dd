package brink.core.operator;

import brink.core.vector.Block;
import brink.core.vector.Space;
import brink.core.vector.Vec;

/**
 * {@code a A + b B}: for instance the residual part of a Hessian, {@code Hess - G}. Costs one
 * product with each and one pass over memory a vector.
 *
 * @param a weight of A
 * @param first A
 * @param b weight of B
 * @param second B, on the same space
 */
public record Combination(double a, LinearOperator first, double b, LinearOperator second)
    implements LinearOperator {
  @Override
  public Space space() {
    return first.space();
  }

  @Override
  public void apply(Block x, Block into) {
    first.apply(x, into);
    try (var work = space().workspace()) {
      var other = work.block(x.columns());
      second.apply(x, other);
      for (int i = 0; i < x.columns(); i++) {
        var sum = into.column(i);
        space().combine(new double[] {a, b}, new Vec[] {sum, other.column(i)}, sum);
      }
    }
  }
}
