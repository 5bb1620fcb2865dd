package brink.core.krylov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import brink.core.random.RandomStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TridiagonalPhiTest {
  @ParameterizedTest
  @ValueSource(doubles = {-1, 1})
  void numbersFromTheSmallestToTheLargestAgreeWithTheClosedForms(double sign) {
    for (double size = 1e-12; size <= 1e6; size *= 1.9) {
      double z = sign * size;
      if (z > 600) {
        continue; // e^z overflows soon
      }
      var phi = TridiagonalPhi.of(new double[] {sign}, new double[0], 1, size, 4);
      for (int k = 1; k <= 4; k++) {
        double relative = z > 0 ? 1e-14 * (10 + z) : 2e-14;
        assertThat(phi.values()[k][0])
            .as("phi_%d(%s)", k, z)
            .isCloseTo(ScalarPhi.phi(k, z), within(relative * ScalarPhi.phi(k, z)));
      }
      assertThat(phi.growth()).isCloseTo(Math.exp(z), within(1e-14 * (1 + size) * Math.exp(z)));
    }
  }

  /** To the rounding of T, u |h T|, which both suffer from. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 1e-6, 1e-3, 0.1, 1, 10, 100, 1e4, 1e6})
  void matricesAgreeWithTheirEigendecomposition(double h) {
    for (long seed = 1; seed <= 5; seed++) {
      var random = RandomStream.of(seed, "tridiagonal");
      int m = 2 + random.nextInt(20);
      var diagonal = random.doubles(m, -1, h > 100 ? -0.5 : 0.5).toArray();
      var beside = random.doubles(m - 1, 0.01, 0.25).toArray();
      var found = TridiagonalPhi.of(diagonal, beside, m, h, 4);
      var matrix = new DMatrixRMaj(m, m);
      for (int i = 0; i < m; i++) {
        matrix.set(i, i, diagonal[i]);
        if (i > 0) {
          matrix.set(i, i - 1, beside[i - 1]);
          matrix.set(i - 1, i, beside[i - 1]);
        }
      }
      var eigen = DecompositionFactory_DDRM.eig(m, true, true);
      eigen.decompose(matrix);
      for (int k = 0; k <= 4; k++) {
        var expected = new double[m];
        double largest = 0;
        for (int j = 0; j < m; j++) {
          var v = eigen.getEigenVector(j);
          double phi = ScalarPhi.phi(k, h * eigen.getEigenvalue(j).getReal());
          largest = Math.max(largest, phi);
          for (int i = 0; i < m; i++) {
            expected[i] += phi * v.get(i) * v.get(0);
          }
        }
        assertThat(found.values()[k])
            .as("phi_%d, h = %s, seed %d", k, h, seed)
            .containsExactly(expected, within(1e-14 * (10 + h) * largest));
      }
    }
  }

  /** Entries of 1e-12 of the largest, to six digits: what error estimates need. */
  @Test
  void smallEntriesAreAccurateRelativeToThemselves() {
    int m = 16;
    var diagonal = new double[m];
    Arrays.fill(diagonal, -2);
    var beside = new double[m - 1];
    Arrays.fill(beside, 1);
    for (double h : new double[] {0.3, 1, 4, 20}) {
      var found = TridiagonalPhi.of(diagonal, beside, m, h, 2).values()[2];
      var expected = taylor(m, h, 2);
      assertThat(expected[m - 1]).as("h = %s", h).isPositive();
      for (int i = 0; i < m; i++) {
        if (expected[i] > 1e-15 * expected[0]) {
          assertThat(found[i])
              .as("entry %d, h = %s", i, h)
              .isCloseTo(expected[i], withPercentage(1e-6));
        }
      }
    }
  }

  @Test
  void phiOfANegativeMatrixLiesBetweenZeroAndOne() {
    var diagonal = new double[] {-1e6, -3, -1e-6, -40, -1e3};
    var beside = new double[] {0.5, 1e-4, 1e-9, 7};
    for (double h = 1e-12; h < 1e6; h *= 10) {
      for (var phi : TridiagonalPhi.of(diagonal, beside, 5, h, 3).values()) {
        assertThat(Arrays.stream(phi).boxed())
            .as("h = %s", h)
            .allMatch(value -> value >= 0 && value <= 1);
      }
    }
  }

  /** phi_k(h T) e_1 of the second difference matrix by its Taylor series in 80 digits. */
  private static double[] taylor(int m, double h, int k) {
    var context = new MathContext(80);
    var power = new BigDecimal[m];
    Arrays.fill(power, BigDecimal.ZERO);
    power[0] = BigDecimal.ONE;
    var sum = new BigDecimal[m];
    Arrays.fill(sum, BigDecimal.ZERO);
    var weight = BigDecimal.ONE;
    for (int i = 1; i <= k; i++) {
      weight = weight.divide(BigDecimal.valueOf(i), context);
    }
    for (int i = 0; i < 400; i++) {
      var next = new BigDecimal[m];
      for (int j = 0; j < m; j++) {
        sum[j] = sum[j].add(weight.multiply(power[j], context), context);
        var left = j > 0 ? power[j - 1] : BigDecimal.ZERO;
        var right = j < m - 1 ? power[j + 1] : BigDecimal.ZERO;
        next[j] =
            left.subtract(power[j].multiply(BigDecimal.TWO))
                .add(right)
                .multiply(BigDecimal.valueOf(h), context);
      }
      power = next;
      weight = weight.divide(BigDecimal.valueOf(i + k + 1), context);
    }
    return Arrays.stream(sum).mapToDouble(BigDecimal::doubleValue).toArray();
  }
}
