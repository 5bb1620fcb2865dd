package brink.nn.data;

import brink.core.random.RandomStream;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/** Draws {@link Whitened} data. */
final class WhitenedExamples {
  private WhitenedExamples() {}

  static Examples of(Whitened source) {
    int n = source.examples();
    int d = source.dimension();
    var x = orthonormal(normal(n, d, source.seed(), "whitened inputs"));
    CommonOps_DDRM.scale(Math.sqrt(n), x);
    var y = new DMatrixRMaj(n, d);
    CommonOps_DDRM.multTransB(x, normal(d, d, source.seed(), "whitened targets"), y);
    return new Examples.Numbers(
        "whitened inputs with the targets of a random linear map, seed " + source.seed(),
        List.of(d),
        x.getData(),
        new Targets.Values(y.getData(), d));
  }

  private static DMatrixRMaj normal(int rows, int columns, long seed, String name) {
    var random = RandomStream.of(seed, name);
    var matrix = new DMatrixRMaj(rows, columns);
    for (int i = 0; i < rows * columns; i++) {
      matrix.set(i, random.nextGaussian());
    }
    return matrix;
  }

  /** Q of the reduced QR factorisation. */
  private static DMatrixRMaj orthonormal(DMatrixRMaj matrix) {
    var factors = DecompositionFactory_DDRM.qr(matrix.getNumRows(), matrix.getNumCols());
    if (!factors.decompose(matrix)) { // the factorisation may overwrite it: nobody reads it after
      throw new IllegalStateException("normal numbers have a QR factorisation");
    }
    return factors.getQ(new DMatrixRMaj(matrix.getNumRows(), matrix.getNumCols()), true);
  }
}
