package brink.core.eigen;

import brink.core.vector.Block;
import brink.core.vector.Space;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Orthonormal bases of spans, at the speed of memory where the vectors allow it.
 *
 * <p>A round is projection against the fixed columns and Cholesky QR: one pass for {@code G = X^T X
 * = R^T R}, one for {@code X R^-1} (Stathopoulos and Wu, SIAM J. Sci. Comput. 23, 2002). Rounds are
 * repeated until one found the columns well conditioned (CholeskyQR2: Yamamoto et al., ETNA 44,
 * 2015); an ill-conditioned G is shifted once (Fukaya et al., SIAM J. Sci. Comput. 42, 2020).
 * Columns too close to dependent even for that go one by one through Gram-Schmidt, each as often as
 * needed (Daniel, Gragg, Kaufman, Stewart, Math. Comp. 30, 1976), and dependent ones are dropped.
 * In all cases the result is orthonormal to a few units of rounding of the storage (1e-13 in
 * float64).
 *
 * @param space where the vectors live
 */
public record Orthonormalization(Space space) {
  private static final double WELL_CONDITIONED = 0.1; // one round then leaves about u / 0.1^2
  private static final double TOO_DEPENDENT = 1e-6; // sqrt(u) and a margin of 100
  private static final double SHIFT = 1e-13; // u and a margin of 1000: the pivots stay positive
  private static final double DEPENDENT = 1e-14; // what remains is rounding of what was there
  private static final int MAX_ROUNDS = 5;

  /**
   * {@code X = F onFixed + Q r} with F the fixed columns and Q the new ones.
   *
   * @param onFixed fixed x k, row-major
   * @param r rank x k, row-major
   * @param rank the number of columns of Q: the numerical rank of what X adds to the span of F
   */
  public record Factors(double[] onFixed, double[] r, int rank) {}

  /**
   * What is known after {@code X <- X - F onFixed}.
   *
   * @param onFixed {@code F^T X} of the X before, fixed x k, row-major
   * @param gram {@code X^T X} of the X after, k x k
   */
  record Projected(double[] onFixed, double[] gram) {
    /** The norm of column j before it was projected, by Pythagoras. */
    double before(int j, int k) {
      double sum = gram[j * k + j];
      for (int i = j; i < onFixed.length; i += k) {
        sum += onFixed[i] * onFixed[i];
      }
      return Math.sqrt(sum);
    }
  }

  /**
   * Replaces the k columns X of {@code all} from {@code fixed} on by an orthonormal basis Q of what
   * they add to the span of the first {@code fixed} columns, which are orthonormal. Q is in columns
   * {@code fixed .. fixed + rank - 1}; the columns behind it hold nothing of use.
   *
   * @throws brink.core.error.InputError when a vector is not finite
   */
  public Factors factor(Block all, int fixed) {
    return factor(all, fixed, project(all, fixed));
  }

  /** The same, where X has been projected already. */
  Factors factor(Block all, int fixed, Projected first) {
    int k = all.columns() - fixed;
    var x = all.columns(fixed, fixed + k);
    var norms = new double[k]; // of the columns as they came
    Arrays.setAll(norms, j -> first.before(j, k));
    var h = first.onFixed().clone();
    var r = Matrices.identity(k);
    var projected = first;
    boolean shifted = false;
    for (int round = 1; ; round++) {
      var triangle = new double[k * k];
      double pivot = Matrices.cholesky(projected.gram(), 0, k, triangle);
      if (pivot < TOO_DEPENDENT && !shifted) {
        shifted = true;
        pivot = Matrices.cholesky(projected.gram(), SHIFT, k, triangle);
      }
      double kept = 1; // of every column, when those before it and F are subtracted
      boolean dependent = pivot == 0 || (shifted && pivot < TOO_DEPENDENT / 10);
      for (int j = 0; j < k && !dependent; j++) {
        int jj = j * k + j;
        kept = Math.min(kept, triangle[jj] / projected.before(j, k));
        dependent = triangle[jj] * r[jj] <= DEPENDENT * norms[j];
      }
      if (dependent || round > MAX_ROUNDS) {
        var floors = new double[k];
        for (int j = 0; j < k; j++) {
          floors[j] = DEPENDENT * norms[j] / r[j * k + j];
        }
        var rest = byColumns(all, fixed, floors);
        Matrices.addProduct(rest.onFixed(), r, fixed, k, k, h);
        return new Factors(h, Matrices.product(rest.r(), r, rest.rank(), k, k), rest.rank());
      }
      space.transform(x, Matrices.inverseUpper(triangle, k), x);
      r = Matrices.product(triangle, r, k, k, k);
      if (kept > WELL_CONDITIONED) {
        return new Factors(h, r, k);
      }
      projected = project(all, fixed);
      Matrices.addProduct(projected.onFixed(), r, fixed, k, k, h);
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

  /** {@code X <- X - F F^T X}, the first half of {@link #factor(Block, int)}. */
  Projected project(Block all, int fixed) {
    int k = all.columns() - fixed;
    var x = all.columns(fixed, fixed + k);
    var onFixed = subtract(all, fixed);
    var gram = new double[k * k];
    space.gram(x, x, gram);
    return new Projected(onFixed, Residuals.requireFinite(gram));
  }

  /** {@code X <- X - F F^T X}; returns {@code F^T X}, fixed x k. */
  private double[] subtract(Block all, int fixed) {
    int k = all.columns() - fixed;
    var onFixed = new double[fixed * k];
    if (fixed > 0 && k > 0) {
      var x = all.columns(fixed, fixed + k);
      space.gram(all.columns(0, fixed), x, onFixed);
      var weights = new double[(fixed + k) * k];
      for (int i = 0; i < fixed * k; i++) {
        weights[i] = -onFixed[i];
      }
      for (int j = 0; j < k; j++) {
        weights[(fixed + j) * k + j] = 1;
      }
      space.transform(all, weights, x);
    }
    return onFixed;
  }

  /** Gram-Schmidt column by column; a column is dropped when no more than its floor is left. */
  private Factors byColumns(Block all, int fixed, double[] floors) {
    int k = floors.length;
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
      double floor = Math.max(floors[j], DEPENDENT * norm);
      for (boolean settled = last == 0; !settled && norm > floor; ) {
        var c = subtract(all.columns(0, last + 1), last);
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
