package brink.core.eigen;

import brink.core.error.InputError;
import brink.core.operator.LinearOperator;
import brink.core.random.RandomStream;
import brink.core.vector.Block;
import brink.core.vector.Workspace;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Block power iteration with QR, {@code X <- qr(A X)}, for the eigenpairs of largest magnitude: the
 * method of Lowell and Kastner (arXiv 2406.00127, section 7.2).
 *
 * <p>A sweep is one product with the block of {@code count} vectors, one orthonormalisation and
 * {@code X^T A X}. The error of pair i falls by {@code |lambda_(count+1) / lambda_i|} a sweep, so
 * clustered spectra take hundreds. It stops after the first sweep at which both hold:
 *
 * <ul>
 *   <li>every value is settled: it changed by at most {@code valueChange * |value|} since the sweep
 *       before, or its residual shows it to be that near to an eigenvalue;
 *   <li>every residual is within the request's tolerance. A tolerance of 1 is met by any settled
 *       basis: with it, the first condition alone decides, as published.
 * </ul>
 *
 * <p>Sweeps of a solve: {@code applications / count}. Needs 2 count vectors of memory.
 *
 * @param valueChange relative change below which a value counts as settled; a change of 1e-14 of
 *     the largest magnitude is rounding and counts as none
 * @param maxSweeps limit on the sweeps, beside the request's limit on products
 * @param projection what the pairs are read from
 */
public record BlockPowerIteration(double valueChange, int maxSweeps, Projection projection)
    implements Eigensolver {
  private static final double ROUNDING = 1e-14;

  /** What values and vectors are read from. */
  public enum Projection {
    /** The columns of the QR basis and their Rayleigh quotients {@code v_i^T A v_i}. */
    QR_BASIS,
    /** Rayleigh-Ritz: the eigenpairs of {@code X^T A X}, the best that the span can give. */
    RITZ
  }

  /** Checks each number. */
  public BlockPowerIteration {
    if (!(valueChange > 0) || maxSweeps < 1) {
      throw new InputError(
          "block power iteration: valueChange must be above 0 and maxSweeps at least 1, not %s and %d"
              .formatted(valueChange, maxSweeps));
    }
  }

  /** The published settings: values settled to 1e-4, at most 1000 sweeps, the QR basis. */
  public static BlockPowerIteration asPublished() {
    return new BlockPowerIteration(1e-4, 1000, Projection.QR_BASIS);
  }

  @Override
  public Eigenpairs solve(LinearOperator a, EigenRequest request, Block start, Workspace work) {
    if (request.end() != End.MAGNITUDE) {
      throw new InputError(
          "block power iteration finds the end of largest magnitude only; use lanczos or lobpcg for"
              + " the end "
              + request.end());
    }
    var products = new Products(a, request);
    var space = a.space();
    var orthonormalization = new Orthonormalization(space);
    int k = request.count();
    try (var scratch = space.workspace()) {
      var x = scratch.block(k);
      var ax = scratch.block(k);
      var residual = scratch.vec();
      var random = RandomStream.of(request.seed(), "block power iteration");
      orthonormalization.begin(x, start, random);
      var last = new double[0];
      double scale = 0;
      for (int sweep = 1; ; sweep++) {
        products.apply(x, ax);
        var m = new double[k * k];
        space.gram(x, ax, m);
        Residuals.requireFinite(m);
        var values = new double[k];
        switch (projection) {
          case QR_BASIS -> {
            for (int i = 0; i < k; i++) {
              values[i] = m[i * k + i];
            }
          }
          case RITZ -> {
            var ritz = SymmetricEigen.of(m, k, k, request.end());
            values = ritz.values();
            space.transform(x, ritz.vectors(), x);
            space.transform(ax, ritz.vectors(), ax);
          }
        }
        var residuals = Residuals.norms(space, x, ax, values, residual);
        scale = Residuals.scale(values, scale);
        boolean accurate = Residuals.within(residuals, k, request.tolerance() * scale);
        boolean converged = accurate && settled(values, last, residuals, scale);
        if (converged || sweep == maxSweeps || products.left() < k) {
          var verdict =
              converged
                  ? new Verdict.Converged()
                  : Residuals.unconverged(
                      residuals,
                      scale,
                      request,
                      products.count(),
                      "values still changed after %d sweeps or their residuals are too large; allow"
                              .formatted(sweep)
                          + " more sweeps and products, or use lanczos");
          return ordered(values, x, residuals, products.count(), verdict, work);
        }
        last = values;
        space.copy(ax, x);
        int rank = orthonormalization.factor(x, 0).rank();
        orthonormalization.complete(x, rank, random);
      }
    }
  }

  private boolean settled(double[] values, double[] last, double[] residuals, double scale) {
    for (int i = 0; i < values.length; i++) {
      double bound = Math.max(valueChange * Math.abs(values[i]), ROUNDING * scale);
      boolean unchanged = last.length > 0 && Math.abs(values[i] - last[i]) <= bound;
      if (!unchanged && residuals[i] > bound) {
        return false;
      }
    }
    return true;
  }

  /** The result, its pairs ordered by magnitude. */
  private static Eigenpairs ordered(
      double[] values,
      Block x,
      double[] residuals,
      long applications,
      Verdict verdict,
      Workspace work) {
    var order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparing(i -> values[i], End.MAGNITUDE::compare))
            .toList();
    var vectors = work.block(values.length);
    for (int i = 0; i < values.length; i++) {
      work.space().copy(x.column(order.get(i)), vectors.column(i));
    }
    return new Eigenpairs(
        order.stream().mapToDouble(i -> values[i]).toArray(),
        vectors,
        order.stream().mapToDouble(i -> residuals[i]).toArray(),
        applications,
        verdict);
  }
}
