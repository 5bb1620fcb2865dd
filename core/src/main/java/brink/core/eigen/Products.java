package brink.core.eigen;

import brink.core.error.InputError;
import brink.core.operator.LinearOperator;
import brink.core.vector.Block;

/** The operator products of one solve: counted, and compared with their limit. */
final class Products {
  private final LinearOperator operator;
  private final long limit;
  private long count;

  Products(LinearOperator operator, EigenRequest request) {
    this.operator = operator;
    this.limit = request.maxApplications();
    if (request.count() > operator.space().dim()) {
      throw new InputError(
          "eigenpairs: %d are asked of an operator of dimension %d; ask for at most the dimension"
              .formatted(request.count(), operator.space().dim()));
    }
  }

  long count() {
    return count;
  }

  long left() {
    return limit - count;
  }

  void apply(Block x, Block into) {
    count += x.columns();
    operator.apply(x, into);
  }
}
