package brink.core.krylov;

/**
 * The functions
 *
 * <pre>
 * phi_0(z) = e^z,   phi_k(z) = integral_0^1 e^((1-s) z) s^(k-1) / (k-1)! ds
 * </pre>
 *
 * of a symmetric tridiagonal matrix {@code B = h T} with entries above 0 beside its diagonal, times
 * the first unit vector.
 *
 * <p>By scaling and doubling: a Taylor series for {@code B / 2^s} of norm at most 1/2, then s times
 *
 * <pre>
 * phi_k(2 B) = 2^-k (e^B phi_k(B) + sum_(1 &lt;= i &lt;= k) phi_i(B) / (k-i)!),   e^(2 B) = (e^B)^2
 * </pre>
 *
 * (Skaflestad and Wright, Appl. Numer. Math. 59, 2009). All these matrices have entries of at least
 * 0, because those of B beside the diagonal have: nothing cancels, and the smallest entries, which
 * error estimates are made of, come out as accurate as the largest; those below 1e-16 of the
 * largest may come out as 0. An eigendecomposition would lose them in its rounding. Rounding in B
 * itself shows as in any method: entries of {@code e^B} are uncertain by {@code u |B|}, u = 1e-16.
 * Cost: {@code s m^3 / 2} multiplications.
 *
 * @param values {@code phi_k(B) e_1} for k = 0 .. p, each of m numbers; not finite where they
 *     overflow
 * @param growth the Frobenius norm of {@code e^B}, at least its largest eigenvalue
 */
record TridiagonalPhi(double[][] values, double growth) {
  private static final int TERMS = 18; // 2^-18 / 18! = 6e-22

  /**
   * Evaluates them for the leading m x m part of T.
   *
   * @param diagonal of T, m or more
   * @param beside T's entries (i, i+1), m-1 or more, above 0
   * @param h at least 0
   * @param p the highest k, at least 1
   */
  static TridiagonalPhi of(double[] diagonal, double[] beside, int m, double h, int p) {
    double norm = 0;
    for (int i = 0; i < m; i++) {
      double left = i > 0 ? beside[i - 1] : 0;
      double right = i < m - 1 ? beside[i] : 0;
      norm = Math.max(norm, left + Math.abs(diagonal[i]) + right);
    }
    int doublings = h * norm > 0.5 ? Math.getExponent(h * norm) + 2 : 0;
    double scaled = Math.scalb(h, -doublings);
    var exponential = new double[m][];
    for (int i = 0; i < m; i++) {
      exponential[i] = taylor(diagonal, beside, m, scaled, i, 0)[0];
    }
    var phi = taylor(diagonal, beside, m, scaled, 0, p);
    for (int s = 0; s < doublings; s++) {
      phi = doubled(exponential, phi);
      exponential = squared(exponential);
    }
    double growth = 0;
    for (var row : exponential) {
      for (double entry : row) {
        growth = Math.hypot(growth, entry); // a sum of squares might overflow
      }
    }
    return new TridiagonalPhi(phi, growth);
  }

  /** {@code phi_k(h T) e_column} for k = 0 .. p, by {@code sum_i (h T)^i / (i+k)!}. */
  private static double[][] taylor(
      double[] diagonal, double[] beside, int m, double h, int column, int p) {
    var sums = new double[p + 1][m];
    var power = new double[m];
    power[column] = 1;
    double factorial = 1; // i!
    for (int i = 0; i <= TERMS; i++) {
      double weight = 1 / factorial;
      for (int k = 0; k <= p; k++) {
        for (int j = 0; j < m; j++) {
          sums[k][j] += weight * power[j];
        }
        weight /= i + k + 1;
      }
      var next = new double[m];
      for (int j = 0; j < m; j++) {
        double left = j > 0 ? beside[j - 1] * power[j - 1] : 0;
        double right = j < m - 1 ? beside[j] * power[j + 1] : 0;
        next[j] = h * (left + diagonal[j] * power[j] + right);
      }
      power = next;
      factorial *= i + 1;
    }
    return sums;
  }

  private static double[][] doubled(double[][] exponential, double[][] phi) {
    var doubled = new double[phi.length][];
    for (int k = 0; k < phi.length; k++) {
      var sum = times(exponential, phi[k]);
      double weight = 1; // 1 / (k-i)!
      for (int i = k; i >= 1; i--) {
        for (int j = 0; j < sum.length; j++) {
          sum[j] += weight * phi[i][j];
        }
        weight /= k - i + 1;
      }
      for (int j = 0; j < sum.length; j++) {
        sum[j] = Math.scalb(sum[j], -k);
      }
      doubled[k] = sum;
    }
    return doubled;
  }

  private static double[] times(double[][] symmetric, double[] x) {
    var product = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      product[i] = dot(symmetric[i], x);
    }
    return product;
  }

  private static double[][] squared(double[][] symmetric) {
    int m = symmetric.length;
    var square = new double[m][m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j <= i; j++) {
        square[i][j] = dot(symmetric[i], symmetric[j]);
        square[j][i] = square[i][j];
      }
    }
    return square;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum < Double.MIN_NORMAL ? 0 : sum; // what underflows would slow down what follows
  }
}
