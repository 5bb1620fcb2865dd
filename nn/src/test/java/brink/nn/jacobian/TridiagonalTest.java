package brink.nn.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import brink.core.random.RandomStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TridiagonalTest {
  @ParameterizedTest(name = "size {0}")
  @ValueSource(ints = {1, 2, 3, 10, 80})
  void theTopRitzValueAndItsResidualAgreeWithADenseSolver(int size) {
    for (long seed = 1; seed <= 20; seed++) {
      var random = RandomStream.of(seed, "tridiagonal " + size);
      var t = new Tridiagonal();
      var dense = new DMatrixRMaj(size, size);
      double lead = 0;
      for (int j = 0; j < size; j++) {
        double alpha = random.nextDouble(1, 2);
        double beta = random.nextDouble(0, 0.5); // diagonally dominant, so positive definite
        t.grow(alpha, beta);
        dense.set(j, j, alpha);
        if (j + 1 < size) {
          dense.set(j, j + 1, beta);
          dense.set(j + 1, j, beta);
        }
        lead = beta;
      }
      var eigen = DecompositionFactory_DDRM.eig(size, true, true);
      eigen.decompose(dense);
      int top = 0;
      for (int i = 1; i < size; i++) {
        top = value(eigen, i) > value(eigen, top) ? i : top;
      }
      double second = 0;
      for (int i = 0; i < size; i++) {
        second = i == top ? second : Math.max(second, value(eigen, i));
      }
      double last = Math.abs(eigen.getEigenVector(top).get(size - 1));
      var ritz = t.top();
      assertThat(ritz.value()).as("seed " + seed).isCloseTo(value(eigen, top), within(1e-13));
      assertThat(ritz.residual()).as("seed " + seed).isCloseTo(lead * last, within(1e-10));
      double gap = value(eigen, top) - second;
      assertThat(t.gap(ritz.value())).as("seed " + seed).isCloseTo(gap, within(0.02 * gap));
    }
  }

  private static double value(
      org.ejml.interfaces.decomposition.EigenDecomposition_F64<DMatrixRMaj> eigen, int i) {
    return eigen.getEigenvalue(i).getReal();
  }

  @Test
  void residualsFarBelowRoundingStayFarBelow() {
    // Lanczos on a spectrum with one value far above the rest: the last number of the eigenvector
    // falls below the square root of the rounding unit, where a recurrence from one end loses it.
    var t = new Tridiagonal();
    t.grow(100, 1);
    for (int j = 1; j < 12; j++) {
      t.grow(1, 0.5);
    }
    assertThat(t.top().residual()).isCloseTo(5.4e-26, within(1e-27));
  }

  @Test
  void theZeroMatrixHasNormZeroAndNoResidual() {
    var t = new Tridiagonal();
    t.grow(0, 0);
    t.grow(0, 0);
    assertThat(t.top()).isEqualTo(new Tridiagonal.Ritz(0, 0));
  }
}
