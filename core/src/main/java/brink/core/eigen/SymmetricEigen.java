package brink.core.eigen;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * All eigenpairs of a small symmetric matrix, {@code M y_i = values[i] y_i}.
 *
 * @param values n, ordered from the wanted end
 * @param vectors n x n, row-major, orthonormal; column i belongs to value i
 */
record SymmetricEigen(double[] values, double[] vectors) {
  /** Decomposes the leading n x n part of {@code matrix} (row-major, rows of {@code stride}). */
  static SymmetricEigen of(double[] matrix, int stride, int n, End end) {
    var m = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        m.set(i, j, (matrix[i * stride + j] + matrix[j * stride + i]) / 2);
      }
    }
    Residuals.requireFinite(m.data);
    var decomposition = DecompositionFactory_DDRM.eig(n, true, true);
    if (!decomposition.decompose(m)) {
      throw new IllegalStateException(
          "the eigenvalues of a " + n + " x " + n + " matrix were not found");
    }
    var order =
        IntStream.range(0, n)
            .boxed()
            .sorted(
                Comparator.comparing(i -> decomposition.getEigenvalue(i).getReal(), end::compare))
            .toList();
    var values = new double[n];
    var vectors = new double[n * n];
    for (int j = 0; j < n; j++) {
      values[j] = decomposition.getEigenvalue(order.get(j)).getReal();
      var y = decomposition.getEigenVector(order.get(j));
      for (int i = 0; i < n; i++) {
        vectors[i * n + j] = y.get(i);
      }
    }
    return new SymmetricEigen(values, vectors);
  }

  /** The chosen eigenvectors as columns, n x chosen.length. */
  double[] vectors(int... chosen) {
    int n = values.length;
    var columns = new double[n * chosen.length];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < chosen.length; j++) {
        columns[i * chosen.length + j] = vectors[i * n + chosen[j]];
      }
    }
    return columns;
  }

  /** The first k eigenvectors as columns, n x k. */
  double[] first(int k) {
    return vectors(IntStream.range(0, k).toArray());
  }
}
