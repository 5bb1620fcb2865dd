package brink.nn.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import brink.core.random.RandomStream;
import brink.nn.engine.Scope;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaledColumnsTest {
  private static final int ROWS = 30;

  /** W [m x d] and 30 rows of slopes: most in (0, 1), some half dead, one dead, one tiny. */
  private record Problem(int m, int d, double[] w, double[] slopes) {
    static Problem of(int m, int d, long seed) {
      var random = RandomStream.of(seed, "scaled columns");
      var w = random.doubles((long) m * d, -1, 1).toArray();
      var slopes = random.doubles((long) ROWS * d, 0, 1).toArray();
      for (int i = 0; i < d; i++) {
        slopes[i] = 0;
        slopes[d + i] *= 1e-9;
        for (int row = 2; row < 10; row++) {
          slopes[row * d + i] = slopes[row * d + i] > 0.5 ? 1 : 0;
        }
      }
      return new Problem(m, d, w, slopes);
    }

    double[] exact() {
      var squared = new double[ROWS];
      for (int row = 0; row < ROWS; row++) {
        var s = new double[d];
        System.arraycopy(slopes, row * d, s, 0, d);
        var matrix = new DMatrixRMaj(m, d, true, w.clone());
        CommonOps_DDRM.multCols(matrix, s);
        squared[row] = Naive.squaredNorm(matrix);
      }
      return squared;
    }

    Norms norms(int exactUpTo, Accuracy accuracy) {
      try (var engine = Nets.engine(Nets.ROOMY);
          var _ = Scope.open()) {
        return new ScaledColumns(engine, engine.tensor(w, m, d), exactUpTo, accuracy, 7)
            .squaredNorms(engine.tensor(slopes, ROWS, d));
      }
    }
  }

  @ParameterizedTest(name = "{0} x {1}, seed {2}")
  @CsvSource({"60,60,1", "60,40,2", "40,70,3", "30,90,4", "1,50,5", "50,1,6", "2,3,7", "1,1,8"})
  void lanczosAgreesWithTheSingularValuesWithinItsErrorEstimate(int m, int d, long seed) {
    var problem = Problem.of(m, d, seed);
    var expected = problem.exact();
    var norms = problem.norms(0, new Accuracy(1e-6, 500));
    assertThat(norms.error()).isLessThan(1e-8);
    assertThat(norms.squared()[0]).isZero();
    for (int row = 1; row < ROWS; row++) {
      assertThat(norms.squared()[row])
          .as("row " + row)
          .isCloseTo(expected[row], within((2 * norms.error() + 1e-12) * expected[row]));
    }
  }

  @ParameterizedTest(name = "{0} x {1}, seed {2}")
  @CsvSource({"20,20,1", "60,12,2", "12,60,3", "1,1,4"})
  void denseEigenvaluesAgreeWithTheSingularValues(int m, int d, long seed) {
    var problem = Problem.of(m, d, seed);
    var expected = problem.exact();
    var norms = problem.norms(20, new Accuracy(1e-6, 500));
    assertThat(norms.steps()).isZero();
    for (int row = 0; row < ROWS; row++) {
      assertThat(norms.squared()[row])
          .as("row " + row)
          .isCloseTo(expected[row], within(1e-12 * expected[row]));
    }
  }

  @Test
  void aTruncatedProcessReportsAnErrorThatCoversTheTruth() {
    var problem = Problem.of(60, 60, 9);
    var expected = problem.exact();
    var norms = problem.norms(0, new Accuracy(1e-6, 8));
    assertThat(norms.steps()).isEqualTo(8);
    assertThat(norms.error()).isGreaterThan(1e-3);
    double worst = 0;
    for (int row = 1; row < ROWS; row++) {
      worst = Math.max(worst, Math.abs(norms.squared()[row] / expected[row] - 1));
    }
    assertThat(worst).isGreaterThan(1e-5).isLessThan(norms.error());
  }

  @Test
  void aRowOnItsOwnCountsTheSameEveryTime() {
    var problem = Problem.of(40, 40, 4);
    try (var engine = Nets.engine(Nets.ROOMY);
        var _ = Scope.open()) {
      var matrices =
          new ScaledColumns(
              engine, engine.tensor(problem.w, 40, 40), 0, new Accuracy(1e-6, 500), 7);
      var row = engine.tensor(problem.slopes, ROWS, 40).narrow(0, 20, 1);
      double first = matrices.squaredNorms(row).squared()[0];
      assertThat(matrices.squaredNorms(row).squared()[0]).isEqualTo(first);
      assertThat(first).isCloseTo(problem.exact()[20], within(1e-8 * first));
    }
  }
}
