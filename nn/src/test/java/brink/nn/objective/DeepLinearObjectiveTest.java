package brink.nn.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.core.operator.Dense;
import brink.core.operator.OperatorChecks;
import brink.core.random.RandomStream;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import brink.nn.data.DataSet;
import brink.nn.data.DataSpec;
import brink.nn.data.Scaling;
import brink.nn.data.Subset;
import brink.nn.data.Targets;
import brink.nn.data.Whitened;
import brink.nn.network.DeepLinear;
import brink.nn.network.DeepLinearSpec;
import brink.nn.network.Initialization;
import brink.nn.network.Initialization.Scheme;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeepLinearObjectiveTest {
  private static final Loss LOSS = new Loss.SquaredError(Loss.Convention.HALF_SUM);
  private static final Initialization INIT =
      new Initialization(Scheme.XAVIER_NORMAL, Optional.empty(), 1);

  @Test
  void itIsThePublishedOneAsItStands() {
    var spec = new DeepLinearSpec(20, 50, INIT, Optional.empty());
    var network = spec.on(whitened(50, 50));
    assertThat(network.layout().size()).isEqualTo(50_000);
    assertThat(network.layout().entries()).hasSize(20);
    assertThat(network.layout().entries().getLast().name()).isEqualTo("layers.19.weight");
    assertThat(spec.gain()).isEqualTo(1);
  }

  /** On white inputs L = |W_2 W_1 - A|^2 / 2, A = Y^T X / n. */
  @Test
  void onWhiteInputsLossAndGradientAreThoseOfTheDistanceFromTheMap() {
    int d = 4;
    int n = 6;
    var data = whitened(d, n);
    var network = new DeepLinear(List.of(d, d, d));
    try (var engine = Problems.engine(Problems.ROOMY);
        var objective = new AutogradObjective(engine, network, LOSS, data);
        var work = objective.space().workspace()) {
      var theta = weights(work, 3);
      var numbers = objective.space().read(theta);
      var apart = new double[d][d]; // W_2 W_1 - A
      double loss = 0;
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          for (int k = 0; k < d; k++) {
            apart[i][j] += numbers[d * d + i * d + k] * numbers[k * d + j];
          }
          apart[i][j] -= map(data, i, j);
          loss += apart[i][j] * apart[i][j] / 2;
        }
      }
      var gradient = work.vec();
      assertThat(objective.gradient(theta, gradient)).isCloseTo(loss, within(1e-12));
      var slope = objective.space().read(gradient);
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          double first = 0; // W_2^T (W_2 W_1 - A)
          double second = 0; // (W_2 W_1 - A) W_1^T
          for (int k = 0; k < d; k++) {
            first += numbers[d * d + k * d + i] * apart[k][j];
            second += apart[i][k] * numbers[j * d + k];
          }
          assertThat(slope[i * d + j]).isCloseTo(first, within(1e-12));
          assertThat(slope[d * d + i * d + j]).isCloseTo(second, within(1e-12));
        }
      }
    }
  }

  /** z = w_3 w_2 w_1 x with numbers for weights: every second derivative by hand. */
  @Test
  void theHessianOfThreeNumbersIsThatByHand() {
    double x = 0.7;
    double y = -0.4;
    double[] w = {1.3, -0.6, 0.9};
    var data =
        DataSet.of(
            "a point", List.of(1), new double[] {x}, new Targets.Values(new double[] {y}, 1));
    try (var engine = Problems.engine(Problems.ROOMY);
        var objective =
            new AutogradObjective(engine, new DeepLinear(List.of(1, 1, 1, 1)), LOSS, data);
        var work = objective.space().workspace()) {
      var theta = work.vec();
      objective.space().write(w, theta);
      double z = w[0] * w[1] * w[2] * x;
      var hessian = new double[9];
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          double bend = i == j ? 0 : z / (w[i] * w[j]);
          hessian[i * 3 + j] = z / w[i] * z / w[j] + (z - y) * bend;
        }
      }
      try (var at = objective.at(theta)) {
        OperatorChecks.check(at.hessian(), new Dense(objective.space(), hessian), 1e-13, 1);
      }
    }
  }

  @Test
  void aNetworkWithoutLayersOrWidthIsRefused() {
    assertThatThrownBy(() -> new DeepLinearSpec(0, 50, INIT, Optional.empty()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("layers and width must be at least 1");
    assertThatThrownBy(() -> new DeepLinearSpec(20, 0, INIT, Optional.empty()))
        .isInstanceOf(InputError.class);
    assertThatThrownBy(() -> new DeepLinear(List.of(3))).isInstanceOf(InputError.class);
  }

  private static DataSet whitened(int d, int n) {
    return new DataSpec(new Whitened(d, n, 1), Subset.all(), Scaling.none()).load();
  }

  /** A[i][j] of the map behind whitened data. */
  private static double map(DataSet data, int i, int j) {
    var y = ((Targets.Values) data.targets()).values();
    int d = data.features();
    double sum = 0;
    for (int e = 0; e < data.size(); e++) {
      sum += y[e * d + i] * data.inputs()[e * d + j];
    }
    return sum / data.size();
  }

  private static Vec weights(Workspace work, long seed) {
    var theta = work.vec();
    var random = RandomStream.of(seed, "test weights");
    work.space().write(random.doubles(work.space().dim(), -1, 1).toArray(), theta);
    return theta;
  }
}
