package brink.lab.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComplementarityTest {
  @Test
  void oneNumberIsWhatIsPositiveOverWhatItTakes() {
    assertThat(Complementarity.solve(new double[] {3}, new double[] {4}, 1)[0])
        .isCloseTo(1.5, within(1e-9));
    assertThat(Complementarity.solve(new double[] {-3}, new double[] {4}, 1)[0]).isZero();
  }

  @Test
  void directionsThatDoNotMeetAreSolvedOneByOne() {
    // In the order 00, 01, 11; B diagonal.
    double[] b = {2, 0, 0, 0, 6, 0, 0, 0, 8};
    var x = Complementarity.solve(new double[] {5, 0, -1}, b, 2);
    assertThat(x[0]).isCloseTo(5, within(1e-8));
    assertThat(x[1]).isCloseTo(0, within(1e-8));
    assertThat(x[2]).isCloseTo(0, within(1e-8));
  }

  @Test
  void whatNothingActsOnIsLeftAlone() {
    assertThat(Complementarity.solve(new double[] {1, 1, 1}, new double[9], 2)).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({"2,1", "2,2", "2,3", "3,4", "3,5", "3,6", "4,7", "4,8", "5,9"})
  void theSolutionIsPositiveAndSoIsWhatIsLeftAndTheyDoNotMeet(int k, long seed) {
    int n = k * (k + 1) / 2;
    var random = new Random(seed);
    var root = new double[n][n + 2];
    var a = new double[n];
    for (int i = 0; i < n; i++) {
      a[i] = random.nextGaussian();
      for (int j = 0; j < n + 2; j++) {
        root[i][j] = random.nextGaussian();
      }
    }
    var b = new double[n * n]; // root root^T
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int l = 0; l < n + 2; l++) {
          b[i * n + j] += root[i][l] * root[j][l];
        }
      }
    }
    var x = Complementarity.solve(a, b, k);
    var left = new double[n];
    double meeting = 0;
    for (int i = 0; i < n; i++) {
      left[i] = -a[i];
      for (int j = 0; j < n; j++) {
        left[i] += b[i * n + j] * x[j] / 2;
      }
      meeting += left[i] * x[i];
    }
    assertThat(smallest(Complementarity.matrix(x, k))).isGreaterThan(-1e-7);
    assertThat(smallest(Complementarity.matrix(left, k))).isGreaterThan(-1e-7);
    assertThat(meeting).isCloseTo(0, within(1e-7));
  }

  private static double smallest(double[][] symmetric) {
    var eigen = DecompositionFactory_DDRM.eig(symmetric.length, false, true);
    assertThat(eigen.decompose(new DMatrixRMaj(symmetric))).isTrue();
    return IntStream.range(0, symmetric.length)
        .mapToDouble(i -> eigen.getEigenvalue(i).getReal())
        .min()
        .orElseThrow();
  }
}
