package brink.core.ode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import brink.core.eigen.BlockPowerIteration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Test;

class ExponentialEulerTest {
  /** With eigenpairs to rounding, so that what is seen is the formula's. */
  static ExponentialEuler settled(int k, double eta) {
    return new ExponentialEuler(
        k, eta, new BlockPowerIteration(1e-15, 5000, BlockPowerIteration.Projection.QR_BASIS), 1);
  }

  @Test
  void theStiffestDirectionsOfALinearProblemAreExact() {
    var problem = Problems.diagonal(0.3, 900, 200, 5, 1);
    var run = Runs.until(problem, settled(2, 1), new StepControl.Fixed(0.01));
    var truth = problem.solution().apply(0.3);
    assertThat(run.y()[0]).isEqualTo(truth[0], within(1e-9));
    assertThat(run.y()[1]).isEqualTo(truth[1], within(1e-9));
    assertThat(run.y()[2]).isEqualTo(Math.pow(1 - 0.05, 30), within(1e-9));
    assertThat(run.y()[3]).isEqualTo(Math.pow(1 - 0.01, 30), within(1e-9));
  }

  @Test
  void theStepIsEtaOverTheNextEigenvalueButAtMostTheGivenOne() {
    var problem = Problems.diagonal(2, 900, 200, 5, 1);
    var eta = settled(2, 0.5);
    var byEigenvalue = Runs.until(problem, eta, new StepControl.Fixed(1));
    assertThat(byEigenvalue.steps().getFirst().h()).isEqualTo(0.1, within(1e-4));
    var byLimit = Runs.until(problem, eta, new StepControl.Fixed(0.01));
    assertThat(byLimit.steps().getFirst().h()).isEqualTo(0.01);
  }

  @Test
  void negativeCurvatureIsNotAmplifiedBeyondEuler() {
    var saddle = Problems.diagonal(0.1, 40, -10, 1);
    var run = Runs.until(saddle, settled(2, 1), new StepControl.Fixed(0.01));
    assertThat(run.y()[1]).isEqualTo(Math.pow(1.1, 10), within(1e-8));
    assertThat(run.y()[0]).isEqualTo(Math.exp(-4), within(1e-6));
  }

  /**
   * The published formulas written out with a dense eigendecomposition: g = sum c_i v_i + r, theta
   * minus h r minus the capped stiff parts, h = min(h_max, eta / |lambda_(k+1)|).
   */
  @Test
  void aNaiveTranscriptionOfThePublishedFormulasAgrees() {
    int n = 5;
    int k = 2;
    double hMax = 0.01;
    var problem = Problems.quartic(0.2, 1, 0.5, 2, 60, 150, 300);
    var theta = problem.start().clone();
    double t = 0;
    while (t < 0.2 - 1e-12) {
      var gradient = Arrays.stream(problem.field().f().at(t, theta)).map(v -> -v).toArray();
      var hessian = Arrays.stream(problem.field().j().at(t, theta)).map(v -> -v).toArray();
      var eigen = DecompositionFactory_DDRM.eig(n, true, true);
      eigen.decompose(new DMatrixRMaj(n, n, true, hessian));
      var order =
          IntStream.range(0, n)
              .boxed()
              .sorted(Comparator.comparing(i -> -Math.abs(eigen.getEigenvalue(i).getReal())))
              .toList();
      double next = Math.abs(eigen.getEigenvalue(order.get(k)).getReal());
      double h = Math.min(Math.min(hMax, 1 / next), 0.2 - t);
      var rest = gradient.clone();
      var stiff = new double[n];
      for (int i = 0; i < k; i++) {
        double lambda = eigen.getEigenvalue(order.get(i)).getReal();
        var v = eigen.getEigenVector(order.get(i)).getData();
        double c = IntStream.range(0, n).mapToDouble(j -> v[j] * gradient[j]).sum();
        double factor = Math.min(h, (1 - Math.exp(-lambda * h)) / lambda);
        for (int j = 0; j < n; j++) {
          rest[j] -= c * v[j];
          stiff[j] += factor * c * v[j];
        }
      }
      for (int j = 0; j < n; j++) {
        theta[j] -= h * rest[j] + stiff[j];
      }
      t += h;
    }
    var run = Runs.until(problem, settled(k, 1), new StepControl.Fixed(hMax));
    assertThat(Problems.distance(run.y(), theta)).isLessThan(1e-6);
  }

  @Test
  void sweepsThatDoNotSettleAreNotedAndDoNotFail() {
    var problem = Problems.diagonal(0.1, 101, 100, 99, 98);
    var hasty =
        new ExponentialEuler(
            2, 1, new BlockPowerIteration(1e-12, 2, BlockPowerIteration.Projection.QR_BASIS), 1);
    var run = Runs.until(problem, hasty, new StepControl.Fixed(0.01));
    assertThat(run.solution().stopped()).isTrue();
    assertThat(run.solution().notes()).hasSize(1);
    assertThat(run.solution().notes().getFirst().what()).contains("limit of sweeps");
    assertThat(run.solution().notes().getFirst().times()).isPositive();
  }
}
