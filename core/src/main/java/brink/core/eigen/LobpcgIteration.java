package brink.core.eigen;

import brink.core.random.RandomStream;
import brink.core.vector.Block;
import brink.core.vector.Space;
import brink.core.vector.Workspace;
import java.util.Arrays;

/** The state of one {@link Lobpcg} solve: the orthonormal basis S = [X, P, W] and its image A S. */
final class LobpcgIteration {
  private static final double INDEPENDENT = 1e-6; // of a unit coordinate vector, for P

  private final Products products;
  private final EigenRequest request;
  private final Space space;
  private final Orthonormalization orthonormalization;
  private final int width; // columns of X: wanted and guards
  private final int stride; // columns of S at most
  private final Block basis; // S
  private final Block image; // A S
  private final double[] projected; // S^T A S, stride x stride
  private int size; // columns of S in use
  private int[] active; // the columns of X whose residuals are in W
  private double[] values = {};
  private double[] residuals = {};
  private double scale;

  LobpcgIteration(Products products, EigenRequest request, int width, Workspace scratch) {
    this.products = products;
    this.request = request;
    this.space = scratch.space();
    this.orthonormalization = new Orthonormalization(space);
    this.width = width;
    this.stride = (int) Math.min(3L * width, space.dim() + width);
    this.basis = scratch.block(stride);
    this.image = scratch.block(stride);
    this.projected = new double[stride * stride];
    this.active = new int[0];
  }

  void begin(Block start) {
    var x = basis.columns(0, width);
    orthonormalization.begin(x, start, RandomStream.of(request.seed(), "lobpcg"));
    multiply(0, width);
  }

  Verdict run() {
    while (true) {
      int directions = rayleighRitz();
      double bound = request.tolerance() * scale;
      int residualsFrom = width + directions;
      active = residuals(residualsFrom, bound);
      if (Residuals.within(residuals, request.count(), bound)) {
        return new Verdict.Converged();
      }
      long room = Math.min(space.dim() - residualsFrom, products.left());
      int columns = (int) Math.min(active.length, room);
      int rank =
          orthonormalization
              .factor(basis.columns(0, residualsFrom + columns), residualsFrom)
              .rank();
      if (rank == 0) {
        return Residuals.unconverged(
            residuals,
            scale,
            request,
            products.count(),
            products.left() == 0
                ? "allow more products, or add guard vectors"
                : "rounding allows no more; loosen the tolerance");
      }
      active = Arrays.copyOf(active, rank);
      multiply(residualsFrom, residualsFrom + rank);
    }
  }

  Eigenpairs result(Verdict verdict, Workspace work) {
    int k = request.count();
    var vectors = work.block(k);
    space.copy(basis.columns(0, k), vectors);
    return new Eigenpairs(
        Arrays.copyOf(values, k), vectors, Arrays.copyOf(residuals, k), products.count(), verdict);
  }

  /** Takes columns {@code from .. to-1} of S up: their images and their part of S^T A S. */
  private void multiply(int from, int to) {
    var w = basis.columns(from, to);
    products.apply(w, image.columns(from, to));
    var gram = new double[(to - from) * to];
    space.gram(w, image.columns(0, to), gram);
    Residuals.requireFinite(gram);
    for (int i = from; i < to; i++) {
      for (int j = 0; j < to; j++) {
        projected[i * stride + j] = gram[(i - from) * to + j];
        projected[j * stride + i] = gram[(i - from) * to + j];
      }
    }
    size = to;
  }

  /**
   * Turns the basis into [X, P]: the Ritz vectors of the wanted end, and what of them came from P
   * and W, orthogonal to X. Returns the number of columns of P.
   */
  private int rayleighRitz() {
    var ritz = SymmetricEigen.of(projected, stride, size, request.end());
    values = Arrays.copyOf(ritz.values(), width);
    scale = Residuals.scale(ritz.values(), scale);
    var columns = new double[width + active.length][size];
    for (int j = 0; j < width; j++) {
      for (int i = 0; i < size; i++) {
        columns[j][i] = ritz.vectors()[i * size + j];
      }
    }
    int kept = width;
    for (int j : active) {
      System.arraycopy(columns[j], width, columns[kept], width, size - width);
      if (orthonormal(columns, kept)) {
        kept++;
      } else {
        Arrays.fill(columns[kept], 0);
      }
    }
    var coordinates = new double[size * kept];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < kept; j++) {
        coordinates[i * kept + j] = columns[j][i];
      }
    }
    space.transform(basis.columns(0, size), coordinates, basis.columns(0, kept));
    space.transform(image.columns(0, size), coordinates, image.columns(0, kept));
    var next = Matrices.congruence(projected, stride, coordinates, size, kept);
    for (int i = 0; i < kept; i++) {
      for (int j = 0; j < kept; j++) {
        projected[i * stride + j] = (next[i * kept + j] + next[j * kept + i]) / 2;
      }
    }
    size = kept;
    return kept - width;
  }

  /** Makes row {@code last} orthonormal to the rows before; false if it depends on them. */
  private static boolean orthonormal(double[][] rows, int last) {
    var row = rows[last];
    if (!normalize(row, 0)) {
      return false;
    }
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i < last; i++) {
        double overlap = 0;
        for (int t = 0; t < row.length; t++) {
          overlap += rows[i][t] * row[t];
        }
        for (int t = 0; t < row.length; t++) {
          row[t] -= overlap * rows[i][t];
        }
      }
      if (!normalize(row, INDEPENDENT)) {
        return false;
      }
    }
    return true;
  }

  private static boolean normalize(double[] row, double atLeast) {
    double sum = 0;
    for (double value : row) {
      sum += value * value;
    }
    double norm = Math.sqrt(sum);
    if (!(norm > atLeast)) {
      return false;
    }
    for (int t = 0; t < row.length; t++) {
      row[t] /= norm;
    }
    return true;
  }

  /**
   * The residuals of all pairs, those above {@code bound} put into S from column {@code from} on;
   * returns whose they are.
   */
  private int[] residuals(int from, double bound) {
    residuals = new double[width];
    var open = new int[width];
    int count = 0;
    for (int i = 0; i < width; i++) {
      // The last free column is scratch for a residual that is not kept.
      var into = basis.column(from + count);
      residuals[i] = Residuals.residual(space, image.column(i), values[i], basis.column(i), into);
      if (residuals[i] > bound) {
        open[count++] = i;
      }
    }
    return Arrays.copyOf(open, count);
  }
}
