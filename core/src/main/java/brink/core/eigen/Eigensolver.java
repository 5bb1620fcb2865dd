package brink.core.eigen;

import brink.core.operator.LinearOperator;
import brink.core.vector.Block;
import brink.core.vector.Workspace;

/**
 * A method for some eigenpairs of a symmetric {@link LinearOperator} from block products alone. All
 * are deterministic: the same operator, request and start give the same bits.
 *
 * <p>Which one: {@link Lanczos} needs the fewest products from a cold start; {@link Lobpcg} is the
 * choice for warm starts with many vectors and small memory budgets for products; {@link
 * BlockPowerIteration} is there to repeat published work.
 *
 * <p>Errors: {@link brink.core.error.InputError} when more pairs are asked for than the dimension,
 * when a method does not serve the wanted end, or when a product is not finite. Never a value that
 * is not finite.
 */
public sealed interface Eigensolver permits BlockPowerIteration, Lobpcg, Lanczos {
  /**
   * The wanted eigenpairs.
   *
   * @param a a symmetric operator
   * @param request what is wanted
   * @param start vectors whose span is near the wanted one, such as the last result's; they need be
   *     neither orthonormal nor independent; no columns for a random start. Not changed.
   * @param work where the result's vectors are allocated; other storage is freed on return
   */
  Eigenpairs solve(LinearOperator a, EigenRequest request, Block start, Workspace work);

  /** The wanted eigenpairs from a random start. */
  default Eigenpairs solve(LinearOperator a, EigenRequest request, Workspace work) {
    return solve(a, request, work.block(0), work);
  }
}
