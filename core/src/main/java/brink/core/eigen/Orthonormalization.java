package brink.core.eigen;

import brink.core.vector.Block;
import brink.core.vector.Space;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Orthonormal bases of spans, at the speed of memory where the vectors allow it.
 *
 * <p>The fast way is Cholesky QR (Stathopoulos and Wu, SIAM J. Sci. Comput. 23, 2002): one pass for
 * {@code G = X^T X = R^T R}, one for {@code X R^-1}. It is repeated when the columns were far from
 * orthogonal (CholeskyQR2: Yamamoto et al., ETNA 44, 2015). Columns too close to dependent for it,
 * condition above about 1e6, go one by one through Gram-Schmidt, each as often as needed (Daniel,
 * Gragg, Kaufman, Stewart, Math. Comp. 30, 1976), and dependent ones are dropped. In all cases the
 * result is orthonormal to a few units of rounding of the storage (1e-13 in float64).
 *
 * @param space where the vectors live
 */
public record Orthonormalization(Space space) {
  private static final double WELL_CONDITIONED = 0.1; // one round then leaves about u / 0.1^2
  private static final double TOO_DEPENDENT = 1e-6; // sqrt(u) and a margin of 100
  private static final double DEPENDENT = 1e-14; // what remains is rounding of what was there
  private static final int MAX_ROUNDS = 4;

  /**
   * {@code X = F onFixed + Q r} with F the fixed columns and Q the new ones.
   *
   * @param onFixed fixed x k, row-major
   * @param r rank x k, row-major
   * @param rank the number of columns of Q: the numerical rank of what X adds to the span of F
   */
  public record Factors(double[] onFixed, double[] r, int rank) {}

  /**
   * Replaces the k columns X of {@code all} from {@code fixed} on by an orthonormal basis Q of what
   * they add to the span of the first {@code fixed} columns, which are orthonormal. Q is in columns
   * {@code fixed .. fixed + rank - 1}; the columns behind it hold nothing of use.
   *
   * @throws brink.core.error.InputError when a vector is not finite
   */
  public Factors factor(Block all, int fixed) {
    int k = all.columns() - fixed;
    var x = all.columns(fixed, fixed + k);
    var h = new double[fixed * k];
    var r = Matrices.identity(k);
    for (int round = 0; ; round++) {
      var step = project(all, fixed);
      Matrices.addProduct(step, r, fixed, k, k, h);
      var gram = new double[k * k];
      space.gram(x, x, gram);
      Residuals.requireFinite(gram);
      var before = normsBefore(step, gram, fixed, k);
      var triangle = new double[k * k];
      double kept = round < MAX_ROUNDS ? Matrices.cholesky(gram, before, k, triangle) : 0;
      if (kept < TOO_DEPENDENT) {
        var rest = byColumns(all, fixed, before);
        Matrices.addProduct(rest.onFixed(), r, fixed, k, k, h);
        var product = new double[rest.rank() * k];
        Matrices.addProduct(rest.r(), r, rest.rank(), k, k, product);
        return new Factors(h, product, rest.rank());
      }
      space.transform(x, Matrices.inverseUpper(triangle, k), x);
      var product = new double[k * k];
      Matrices.addProduct(triangle, r, k, k, k, product);
      r = product;
      if (kept > WELL_CONDITIONED) {
        return new Factors(h, r, k);
      }
    }
  }

  /**
   * Fills the columns of {@code all} from {@code fixed} on with random orthonormal vectors,
   * orthogonal to the columns before, which are orthonormal.
   */
  public void complete(Block all, int fixed, RandomGenerator random) {
    if (all.columns() > space.dim()) {
      throw new IllegalArgumentException(
          all.columns() + " vectors of dimension " + space.dim() + " cannot be orthonormal");
    }
    int done = fixed;
    while (done < all.columns()) {
      for (int i = done; i < all.columns(); i++) {
        space.randomize(all.column(i), random);
      }
      done += factor(all, done).rank();
    }
  }

  /**
   * Makes {@code basis} orthonormal: its first columns span what the columns of {@code start} do
   * (as many as fit), the rest is random.
   */
  void begin(Block basis, Block start, RandomGenerator random) {
    int given = Math.min(basis.columns(), start.columns());
    for (int i = 0; i < given; i++) {
      space.copy(start.column(i), basis.column(i));
    }
    int rank = factor(basis.columns(0, given), 0).rank();
    complete(basis, rank, random);
  }

  /** {@code X = X - F F^T X}; returns {@code F^T X}, fixed x k. */
  private double[] project(Block all, int fixed) {
    int k = all.columns() - fixed;
    var onFixed = new double[fixed * k];
    if (fixed > 0 && k > 0) {
      var x = all.columns(fixed, fixed + k);
      space.gram(all.columns(0, fixed), x, onFixed);
      var weights = Arrays.copyOf(onFixed, (fixed + k) * k);
      for (int i = 0; i < fixed * k; i++) {
        weights[i] = -weights[i];
      }
      for (int j = 0; j < k; j++) {
        weights[(fixed + j) * k + j] = 1;
      }
      space.transform(all, weights, x);
    }
    return onFixed;
  }

  /** The norms of the columns before they were projected, by Pythagoras. */
  private static double[] normsBefore(double[] onFixed, double[] gram, int fixed, int k) {
    var norms = new double[k];
    for (int j = 0; j < k; j++) {
      double sum = gram[j * k + j];
      for (int i = 0; i < fixed; i++) {
        sum += onFixed[i * k + j] * onFixed[i * k + j];
      }
      norms[j] = Math.sqrt(sum);
    }
    return norms;
  }

  /** Gram-Schmidt column by column; a column is dropped when only rounding is left of it. */
  private Factors byColumns(Block all, int fixed, double[] before) {
    int k = before.length;
    var h = new double[fixed * k];
    var r = new double[k * k];
    int rank = 0;
    for (int j = 0; j < k && fixed + rank < space.dim(); j++) {
      int last = fixed + rank;
      var column = all.column(last);
      if (rank < j) {
        space.copy(all.column(fixed + j), column);
      }
      double norm = space.norm(column);
      double floor = DEPENDENT * Math.max(before[j], norm);
      for (boolean settled = last == 0; !settled && norm > floor; ) {
        var c = project(all.columns(0, last + 1), last);
        for (int i = 0; i < fixed; i++) {
          h[i * k + j] += c[i];
        }
        for (int i = 0; i < rank; i++) {
          r[i * k + j] += c[fixed + i];
        }
        double next = space.norm(column);
        settled = next > norm / 2;
        norm = next;
      }
      if (norm > floor && norm > Double.MIN_NORMAL) {
        space.scale(1 / norm, column);
        r[rank * k + j] = norm;
        rank++;
      }
    }
    return new Factors(h, Arrays.copyOf(r, rank * k), rank);
  }
}
