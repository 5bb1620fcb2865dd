package brink.core.eigen;

import brink.core.error.InputError;
import brink.core.operator.LinearOperator;
import brink.core.vector.Block;
import brink.core.vector.Workspace;

/**
 * Thick-restart block Lanczos with full reorthogonalisation (Wu and Simon, SIAM J. Matrix Anal.
 * Appl. 22, 2000; Stewart's Krylov-Schur, 23, 2001), for any {@link End}.
 *
 * <p>A step multiplies the newest block of the basis by A and makes the result orthonormal to all
 * the basis; the wanted pairs are read from {@code T = V^T A V}. When the basis is full it shrinks
 * to its best Ritz vectors and the newest block. A start of many vectors (a warm start) is the
 * first block, and sets the width of all blocks. Where the span closes on itself, the search goes
 * on from random vectors orthogonal to it, until it has either the whole space or a best pair of
 * the new search that is not wanted: so copies of a multiple eigenvalue are found. Where the span
 * does not close, a block of width b finds up to b copies.
 *
 * <p>Residual norms come from the recurrence {@code A V = V T + Q B}: {@code |B y|}, with full
 * reorthogonalisation the true norm {@code |A v - lambda v|} up to rounding, so that no product is
 * spent on it.
 *
 * @param basis vectors of memory for the basis, at least {@code count + 2 width} or the dimension
 * @param block width of a block from a random start, at least 1: one fewest products, more where
 *     the products of a block run side by side
 */
public record Lanczos(int basis, int block) implements Eigensolver {
  /** Checks each number. */
  public Lanczos {
    if (basis < 1 || block < 1) {
      throw new InputError(
          "lanczos: basis and block must be at least 1, not " + basis + " and " + block);
    }
  }

  @Override
  public Eigenpairs solve(LinearOperator a, EigenRequest request, Block start, Workspace work) {
    var products = new Products(a, request);
    long dim = a.space().dim();
    int width = start.columns() > 0 ? start.columns() : block;
    width = (int) Math.min(Math.min(width, dim), request.maxApplications());
    if (basis < Math.min(dim, request.count() + 2L * width)) {
      throw new InputError(
          "lanczos: a basis of %d vectors is too small for %d pairs and blocks of %d; give it at least %d"
              .formatted(basis, request.count(), width, request.count() + 2L * width));
    }
    try (var scratch = a.space().workspace()) {
      var iteration =
          new LanczosIteration(products, request, (int) Math.min(basis, dim), width, scratch);
      iteration.begin(start);
      var verdict = iteration.run();
      return iteration.result(verdict, work);
    }
  }
}
