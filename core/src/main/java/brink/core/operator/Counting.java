package brink.core.operator;

import brink.core.vector.Block;
import brink.core.vector.Space;

/** An operator that counts the vectors it has been applied to. */
public final class Counting implements LinearOperator {
  private final LinearOperator operator;
  private long applications;

  /** Counts the products with {@code operator}. */
  public Counting(LinearOperator operator) {
    this.operator = operator;
  }

  /** Operator-vector products so far: a product with a block of k vectors counts k. */
  public long applications() {
    return applications;
  }

  @Override
  public Space space() {
    return operator.space();
  }

  @Override
  public void apply(Block x, Block into) {
    applications += x.columns();
    operator.apply(x, into);
  }
}
