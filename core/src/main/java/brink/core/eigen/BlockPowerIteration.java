package brink.core.eigen;

import brink.core.error.InputError;
import brink.core.operator.LinearOperator;
import brink.core.random.RandomStream;
import brink.core.vector.Block;
import brink.core.vector.Space;
import brink.core.vector.Workspace;
import java.util.Arrays;
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
    var random = RandomStream.of(request.seed(), "block power iteration");
    int k = request.count();
    var x = work.block(k);
    orthonormalization.begin(x, start, random);
    try (var scratch = space.workspace()) {
      var ax = scratch.block(k);
      var residual = scratch.vec();
      var last = new double[0];
      double scale = 0;
      for (int sweep = 1; ; sweep++) {
        products.apply(x, ax);
        var values = values(space, x, ax);
        scale = Residuals.scale(values, scale);
        boolean settled = sweep > 1 && settled(values, last, scale);
        boolean limit = sweep == maxSweeps || products.left() < k;
        if (sweep == 1 || settled || limit) {
          var residuals = Residuals.norms(space, x, ax, values, residual);
          boolean converged =
              (settled || settledAtOnce(values, residuals))
                  && Residuals.within(residuals, k, request.tolerance() * scale);
          if (converged || limit) {
            var verdict =
                converged
                    ? new Verdict.Converged()
                    : Residuals.unconverged(
                        residuals,
                        scale,
                        request,
                        products.count(),
                        "allow more than %d sweeps, or use lanczos".formatted(sweep));
            return ordered(space, values, x, residuals, products.count(), verdict);
          }
        }
        last = values;
        space.copy(ax, x);
        int rank = orthonormalization.factor(x, 0).rank();
        orthonormalization.complete(x, rank, random);
      }
    }
  }

  /** The values of the sweep; Rayleigh-Ritz turns x and ax to the Ritz vectors and their images. */
  private double[] values(Space space, Block x, Block ax) {
    int k = x.columns();
    var m = new double[k * k];
    space.gram(x, ax, m);
    Residuals.requireFinite(m);
    return switch (projection) {
      case QR_BASIS -> IntStream.range(0, k).mapToDouble(i -> m[i * k + i]).toArray();
      case RITZ -> {
        var ritz = SymmetricEigen.of(m, k, k, End.MAGNITUDE);
        space.transform(x, ritz.vectors(), x);
        space.transform(ax, ritz.vectors(), ax);
        yield ritz.values();
      }
    };
  }

  private boolean settled(double[] values, double[] last, double scale) {
    for (int i = 0; i < values.length; i++) {
      double bound = Math.max(valueChange * Math.abs(values[i]), ROUNDING * scale);
      if (Math.abs(values[i] - last[i]) > bound) {
        return false;
      }
    }
    return true;
  }

  private boolean settledAtOnce(double[] values, double[] residuals) {
    for (int i = 0; i < values.length; i++) {
      if (residuals[i] > valueChange * Math.abs(values[i])) {
        return false;
      }
    }
    return true;
  }

  /** The result, its pairs ordered by magnitude. */
  private static Eigenpairs ordered(
      Space space,
      double[] values,
      Block x,
      double[] residuals,
      long applications,
      Verdict verdict) {
    int k = values.length;
    var order =
        IntStream.range(0, k)
            .boxed()
            .sorted(Comparator.comparing(i -> values[i], End.MAGNITUDE::compare))
            .mapToInt(i -> i)
            .toArray();
    if (!Arrays.equals(order, IntStream.range(0, k).toArray())) {
      var permutation = new double[k * k];
      for (int j = 0; j < k; j++) {
        permutation[order[j] * k + j] = 1;
      }
      space.transform(x, permutation, x);
    }
    return new Eigenpairs(
        Arrays.stream(order).mapToDouble(i -> values[i]).toArray(),
        x,
        Arrays.stream(order).mapToDouble(i -> residuals[i]).toArray(),
        applications,
        verdict);
  }
}
