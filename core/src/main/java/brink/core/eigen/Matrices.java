package brink.core.eigen;

/** What the block methods need of small matrices, all row-major. */
final class Matrices {
  private Matrices() {}

  static double[] identity(int n) {
    var identity = new double[n * n];
    for (int i = 0; i < n; i++) {
      identity[i * n + i] = 1;
    }
    return identity;
  }

  /** {@code into += a b} with a of l x m and b of m x n. */
  static void addProduct(double[] a, double[] b, int l, int m, int n, double[] into) {
    for (int i = 0; i < l; i++) {
      for (int q = 0; q < m; q++) {
        double weight = a[i * m + q];
        for (int j = 0; j < n; j++) {
          into[i * n + j] += weight * b[q * n + j];
        }
      }
    }
  }

  /** {@code c^T m c} for the leading n x n part of m (rows of {@code stride}) and c of n x k. */
  static double[] congruence(double[] m, int stride, double[] c, int n, int k) {
    var leading = new double[n * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(m, i * stride, leading, i * n, n);
    }
    var mc = product(leading, c, n, n, k);
    var result = new double[k * k];
    for (int q = 0; q < n; q++) {
      for (int i = 0; i < k; i++) {
        double weight = c[q * k + i];
        for (int j = 0; j < k; j++) {
          result[i * k + j] += weight * mc[q * k + j];
        }
      }
    }
    return result;
  }

  /** {@code a b} with a of l x m and b of m x n. */
  static double[] product(double[] a, double[] b, int l, int m, int n) {
    var product = new double[l * n];
    addProduct(a, b, l, m, n, product);
    return product;
  }

  /**
   * The upper triangular R with {@code R^T R = gram + shift diag(gram)}.
   *
   * @return the smallest pivot, {@code R_jj / sqrt(gram_jj)}: 1 for orthogonal columns, near 0 for
   *     dependent ones, and 0 when there is no such R
   */
  static double cholesky(double[] gram, double shift, int k, double[] into) {
    double smallest = 1;
    for (int j = 0; j < k; j++) {
      double norm = Math.sqrt(gram[j * k + j]);
      if (!(norm > Double.MIN_NORMAL)) {
        return 0;
      }
      double sum = gram[j * k + j] * (1 + shift);
      for (int i = 0; i < j; i++) {
        double entry = gram[i * k + j];
        for (int q = 0; q < i; q++) {
          entry -= into[q * k + i] * into[q * k + j];
        }
        entry /= into[i * k + i];
        into[i * k + j] = entry;
        sum -= entry * entry;
      }
      if (!(sum > 0)) {
        return 0;
      }
      into[j * k + j] = Math.sqrt(sum);
      smallest = Math.min(smallest, into[j * k + j] / norm);
    }
    return smallest;
  }

  /** The inverse of an upper triangular k x k matrix. */
  static double[] inverseUpper(double[] r, int k) {
    var inverse = new double[k * k];
    for (int j = 0; j < k; j++) {
      inverse[j * k + j] = 1 / r[j * k + j];
      for (int i = j - 1; i >= 0; i--) {
        double sum = 0;
        for (int q = i + 1; q <= j; q++) {
          sum += r[i * k + q] * inverse[q * k + j];
        }
        inverse[i * k + j] = -sum / r[i * k + i];
      }
    }
    return inverse;
  }
}
