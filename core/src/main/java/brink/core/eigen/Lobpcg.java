package brink.core.eigen;

import brink.core.error.InputError;
import brink.core.operator.LinearOperator;
import brink.core.vector.Block;
import brink.core.vector.Workspace;

/**
 * Locally optimal block conjugate gradients for one algebraic end of the spectrum (Knyazev, SIAM J.
 * Sci. Comput. 23, 2001), without a preconditioner.
 *
 * <p>An iteration is one block product with the residuals W of the pairs that have not converged,
 * and Rayleigh-Ritz on the span of [X, P, W]: Ritz vectors, last directions, residuals. Made robust
 * as in Duersch, Shao, Yang, Gu (SIAM J. Sci. Comput. 40, 2018): the whole basis is kept
 * orthonormal, P is made orthogonal in the small coordinates, so that X, P and their images change
 * by orthonormal transformations only, and nothing is ever regularised. Converged pairs stay in the
 * basis and get no more products (soft locking).
 *
 * <p>Serves {@link End#LARGEST} and {@link End#SMALLEST}. Needs {@code 6 (count + guards)} vectors
 * of memory; the small problem is of size 3 (count + guards).
 *
 * @param guards vectors iterated beside the wanted ones, at least 0: they speed up the last wanted
 *     pairs where the spectrum is clustered there, at a product each an iteration
 */
public record Lobpcg(int guards) implements Eigensolver {
  /** Checks the number. */
  public Lobpcg {
    if (guards < 0) {
      throw new InputError("lobpcg: guards must be at least 0, not " + guards);
    }
  }

  @Override
  public Eigenpairs solve(LinearOperator a, EigenRequest request, Block start, Workspace work) {
    if (request.end() == End.MAGNITUDE) {
      throw new InputError(
          "lobpcg finds an algebraic end only; use lanczos for the end of largest magnitude");
    }
    var products = new Products(a, request);
    long wanted = (long) request.count() + guards;
    long affordable = Math.min(a.space().dim(), request.maxApplications());
    try (var scratch = a.space().workspace()) {
      var iteration =
          new LobpcgIteration(products, request, (int) Math.min(wanted, affordable), scratch);
      iteration.begin(start);
      var verdict = iteration.run();
      return iteration.result(verdict, work);
    }
  }
}
