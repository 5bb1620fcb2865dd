package brink.lab.dynamics;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * A small semidefinite complementarity problem: the symmetric k x k matrix X with
 *
 * <pre>
 * X &gt;= 0,   M = B[X] / 2 - A &gt;= 0,   &lt;X, M&gt; = 0,
 * </pre>
 *
 * where B is a positive semidefinite map of symmetric matrices: what must be added to A to leave
 * nothing of it positive, and only where it is needed. It is the condition for the minimum of
 * {@code <X, B[X]> / 4 - <A, X>} over X &gt;= 0, which accelerated projected gradients find (Beck,
 * Teboulle 2009, with the restarts of O'Donoghue, Candes 2015).
 *
 * <p>Symmetric matrices are written as vectors of n = k (k + 1) / 2 numbers in the order of {@link
 * CurvatureGradient#index}, those off the diagonal times sqrt 2, so that inner products are those
 * of vectors.
 */
final class Complementarity {
  private static final int MOST = 20_000;
  private static final double ACCURACY = 1e-10; // of M, relative to A

  private Complementarity() {}

  /**
   * X as a vector.
   *
   * @param a A as a vector [n]
   * @param b B on vectors [n x n], row-major, symmetric positive semidefinite
   * @param k size of the matrices
   */
  static double[] solve(double[] a, double[] b, int k) {
    int n = a.length;
    double steepest = 0;
    for (int i = 0; i < n; i++) {
      steepest += b[i * n + i] / 2; // the trace bounds the largest eigenvalue
    }
    if (steepest == 0) {
      return new double[n]; // nothing can be done about A
    }
    double small = ACCURACY * (1e-300 + Math.sqrt(dot(a, a))) / steepest;
    var x = new double[n];
    var y = new double[n];
    double momentum = 1;
    for (int iteration = 0; iteration < MOST; iteration++) {
      var next = y.clone();
      for (int i = 0; i < n; i++) {
        next[i] -= (row(b, i, y) / 2 - a[i]) / steepest;
      }
      next = positive(next, k);
      var moved = difference(next, x);
      var back = difference(y, next);
      if (Math.sqrt(dot(back, back)) <= small && Math.sqrt(dot(moved, moved)) <= small) {
        return next;
      }
      double following = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
      boolean restart = dot(back, moved) > 0;
      double part = restart ? 0 : (momentum - 1) / following;
      for (int i = 0; i < n; i++) {
        y[i] = next[i] + part * moved[i];
      }
      momentum = restart ? 1 : following;
      x = next;
    }
    return x;
  }

  /** The nearest positive semidefinite matrix. */
  private static double[] positive(double[] x, int k) {
    if (k == 1) {
      return new double[] {Math.max(0, x[0])};
    }
    var matrix = new DMatrixRMaj(matrix(x, k));
    var eigen = DecompositionFactory_DDRM.eig(k, true, true);
    if (!eigen.decompose(matrix)) {
      throw new IllegalStateException(
          "the eigenvalues of " + Arrays.toString(x) + " were not found");
    }
    var into = new double[x.length];
    for (int e = 0; e < k; e++) {
      double value = Math.max(0, eigen.getEigenvalue(e).getReal());
      var v = eigen.getEigenVector(e);
      for (int i = 0; i < k; i++) {
        for (int j = i; j < k; j++) {
          into[CurvatureGradient.index(i, j, k)] += weight(i, j) * value * v.get(i) * v.get(j);
        }
      }
    }
    return into;
  }

  /** The matrix of a vector. [k][k] */
  static double[][] matrix(double[] x, int k) {
    var matrix = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = i; j < k; j++) {
        double value = x[CurvatureGradient.index(i, j, k)] / weight(i, j);
        matrix[i][j] = value;
        matrix[j][i] = value;
      }
    }
    return matrix;
  }

  /** What entries of a matrix are multiplied by in its vector. */
  static double weight(int i, int j) {
    return i == j ? 1 : Math.sqrt(2);
  }

  private static double row(double[] b, int i, double[] x) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += b[i * x.length + j] * x[j];
    }
    return sum;
  }

  private static double[] difference(double[] x, double[] y) {
    var difference = new double[x.length];
    Arrays.setAll(difference, i -> x[i] - y[i]);
    return difference;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}
