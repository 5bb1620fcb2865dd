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
    var mc = new double[n * k];
    addProduct(leading, c, n, n, k, mc);
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

  /**
   * The upper triangular R with {@code R^T R = gram}, computed with columns scaled to norm 1.
   *
   * @param before the norms the columns had before whatever was last subtracted from them
   * @return the smallest {@code R_jj / before_j}: how much of every column is its own; 0 when there
   *     is no such R
   */
  static double cholesky(double[] gram, double[] before, int k, double[] into) {
    double kept = 1;
    var norms = new double[k];
    for (int j = 0; j < k; j++) {
      norms[j] = Math.sqrt(gram[j * k + j]);
      if (!(norms[j] > Double.MIN_NORMAL)) {
        return 0;
      }
    }
    for (int j = 0; j < k; j++) {
      for (int i = 0; i <= j; i++) {
        double sum = gram[i * k + j] / norms[i] / norms[j];
        for (int q = 0; q < i; q++) {
          sum -= into[q * k + i] * into[q * k + j];
        }
        if (i < j) {
          into[i * k + j] = sum / into[i * k + i];
        } else if (sum > 0) {
          into[j * k + j] = Math.sqrt(sum);
          kept = Math.min(kept, into[j * k + j] * norms[j] / before[j]);
        } else {
          return 0;
        }
      }
    }
    for (int i = 0; i < k; i++) {
      for (int j = i; j < k; j++) {
        into[i * k + j] *= norms[j];
      }
    }
    return kept;
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
