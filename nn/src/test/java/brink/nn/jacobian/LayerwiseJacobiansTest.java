package brink.nn.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import brink.core.error.InputError;
import brink.core.operator.Dense;
import brink.core.operator.LinearOperator;
import brink.core.vector.Precision;
import brink.nn.engine.Engine;
import brink.nn.network.Activation;
import brink.nn.network.Mlp;
import brink.nn.objective.Loss;
import brink.nn.objective.MlpObjective;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerwiseJacobiansTest {
  private static final Loss CROSS_ENTROPY = new Loss.CrossEntropy();
  private static final long ONE_EXAMPLE_A_CHUNK = 1;

  static Stream<Arguments> activationsAndLosses() {
    return Stream.of(Activation.values())
        .flatMap(s -> Nets.losses().map(loss -> Arguments.of(s, loss)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("activationsAndLosses")
  void everyQuantityAgreesWithItsDefinition(Activation activation, Loss loss) {
    check(Nets.mlp(activation, 4, 6, 5, 3), loss, 7, Nets.ROOMY);
  }

  @ParameterizedTest(name = "{0} layers")
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void everyDepthAgreesWithItsDefinition(int layers) {
    var widths = new Integer[layers + 1];
    Arrays.setAll(widths, l -> 3 + (5 * l + layers) % 4);
    check(Nets.mlp(Activation.ELU, widths), CROSS_ENTROPY, 5, Nets.ROOMY);
  }

  static Stream<List<Integer>> shapes() {
    return Stream.of(
        List.of(3, 40, 2, 30, 4), // a bottleneck: small Gram matrices on either side
        List.of(3, 40, 36, 70, 30, 5), // Lanczos with W^T W, and with W twice
        List.of(2, 1, 1, 1), // all as narrow as can be
        List.of(5, 30, 30, 1)); // one output
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void wideAndNarrowLayersAgreeWithTheirDefinition(List<Integer> widths) {
    for (var activation : List.of(Activation.TANH, Activation.RELU)) {
      check(
          new Mlp(widths, activation), new Loss.SquaredError(Loss.Convention.MEAN), 4, Nets.ROOMY);
    }
  }

  @Test
  void chunksMayBeRagged() {
    var mlp = Nets.mlp(Activation.SOFTPLUS, 3, 30, 28, 3);
    check(mlp, CROSS_ENTROPY, 7, ONE_EXAMPLE_A_CHUNK);
    check(mlp, CROSS_ENTROPY, 7, 45_000); // 3 chunks, of 2, 2 and 3
    check(mlp, CROSS_ENTROPY, 300, Nets.ROOMY);
  }

  private static void check(Mlp mlp, Loss loss, int n, long memoryBudget) {
    var data = Nets.data(mlp, n, 3);
    try (var engine = Nets.engine(memoryBudget)) {
      var space = engine.space(mlp.layout().size());
      try (var work = space.workspace()) {
        var theta = Nets.theta(mlp, work, 8);
        var naive = new Naive(mlp, loss, data, space.read(theta));
        var jacobians = new LayerwiseJacobians(engine, mlp, loss, data, Nets.ACCURATE, 1);
        var fast = jacobians.at(theta);
        naive.assertAgrees(fast, 1e-9);
        for (int l = 1; l <= mlp.layers(); l++) {
          close(fast.squaredK(l), fast.squaredD(l), "E|K_" + l + "|^2 of a fully connected layer");
          assertThat(fast.identityError(l)).isLessThan(1e-12);
        }
      }
    }
  }

  private static void close(double actual, double expected, String what) {
    assertThat(actual).as(what).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("activationsAndLosses")
  void overlapAndBoundHoldForTheOperatorsOfTheObjective(Activation activation, Loss loss) {
    var mlp = Nets.mlp(activation, 3, 5, 4, 3);
    for (long seed = 1; seed <= 3; seed++) {
      var data = Nets.data(mlp, 6, seed, loss);
      try (var engine = Nets.engine(Nets.ROOMY);
          var objective = new MlpObjective(engine, mlp, loss, data);
          var work = objective.space().workspace()) {
        var theta = Nets.theta(mlp, work, seed);
        var reference = work.vec();
        objective.space().copy(theta, reference);
        objective.space().scale(0.7, reference);
        var naive = new Naive(mlp, loss, data, objective.space().read(theta));
        var jacobians = new LayerwiseJacobians(engine, mlp, loss, data, Nets.ACCURATE, 1);
        var now = jacobians.at(theta);
        try (var second = objective.at(theta)) {
          double topG = top(second.gaussNewton());
          double topR = top(second.residual());
          close(topG, Naive.top(naive.gaussNewton()), "top(G), seed " + seed);
          assertThat(now.rho(topG)).as("rho, seed " + seed).isGreaterThan(0).isLessThan(1 + 1e-9);
          close(now.rho(topG) * now.squaredK(), topG, "rho E|K|^2");

          var real = Counterfactual.of(now, now, topG, topR);
          assertThat(real.bound())
              .as("bound, seed " + seed)
              .isGreaterThanOrEqualTo(top(second.hessian()) * (1 - 1e-9));
          close(real.stepSize().orElseThrow(), 2 / real.bound(), "eta");

          var before = jacobians.at(reference);
          double frozen = 0;
          for (int l = 1; l <= mlp.layers(); l++) {
            frozen +=
                now.squaredD(l) / now.products(l).alignmentJ() * before.products(l).alignmentJ();
          }
          close(
              Counterfactual.of(now, before, topG, topR).bound(),
              topR + now.rho(topG) * frozen,
              "frozen bound, seed " + seed);
        }
      }
    }
  }

  private static double top(LinearOperator operator) {
    int p = Math.toIntExact(operator.space().dim());
    return Naive.top(DMatrixRMaj.wrap(p, p, Dense.of(operator).entries()));
  }

  @Test
  void examplesThatPassNoGradientCountAsZeros() {
    var mlp = Nets.mlp(Activation.RELU, 2, 30, 28, 3);
    var data = Nets.data(mlp, 6, 1);
    try (var engine = Nets.engine(Nets.ROOMY)) {
      var space = engine.space(mlp.layout().size());
      try (var work = space.workspace()) {
        var theta = Nets.theta(mlp, work, 1);
        var numbers = space.read(theta);
        for (int o = 0;
            o < 30;
            o++) { // the first layer sees only how far the first input exceeds 0
          numbers[2 * o] = 1 + o * 0.1;
          numbers[2 * o + 1] = 0;
          numbers[60 + o] = 0;
        }
        space.write(numbers, theta);
        var naive = new Naive(mlp, CROSS_ENTROPY, data, numbers);
        var dead = naive.examples.stream().filter(e -> Naive.squaredNorm(e.j()[1]) == 0).count();
        assertThat(dead).isBetween(1L, 5L);
        var fast = new LayerwiseJacobians(engine, mlp, CROSS_ENTROPY, data, Nets.ACCURATE, 1);
        var decomposition = fast.at(theta);
        close(decomposition.link(1).squaredJ(), naive.squaredJ(1), "E|J_1|^2");
        close(decomposition.squaredD(1), naive.squaredD(1), "E|D_1|^2");
        close(decomposition.alignmentJ(1), naive.alignmentJ(1), "Al(D_2, J_1)");
        assertThat(decomposition.identityError()).isLessThan(1e-12);
      }
    }
  }

  @Test
  void aNetworkThatPassesNoGradientAtAllHasAlignmentOneByConvention() {
    var mlp = Nets.mlp(Activation.RELU, 2, 30, 28, 3);
    var data = Nets.data(mlp, 6, 1);
    try (var engine = Nets.engine(Nets.ROOMY)) {
      var space = engine.space(mlp.layout().size());
      try (var work = space.workspace()) {
        var jacobians = new LayerwiseJacobians(engine, mlp, CROSS_ENTROPY, data, Nets.ACCURATE, 1);
        var decomposition = jacobians.at(work.vec()); // all weights zero
        assertThat(decomposition.link(1).squaredJ()).isZero();
        assertThat(decomposition.squaredD(1)).isZero();
        assertThat(decomposition.squaredD(3)).isPositive();
        assertThat(decomposition.alignmentJ(1)).isEqualTo(1);
        assertThat(decomposition.alignmentX(1)).isEqualTo(1);
        assertThat(decomposition.identityError()).isZero();
      }
    }
  }

  @Test
  void theNumberOfThreadsChangesNoBit() {
    var mlp = Nets.mlp(Activation.ELU, 6, 40, 40, 40, 4);
    var data = Nets.data(mlp, 300, 5);
    var results =
        IntStream.of(1, 2, 3)
            .mapToObj(threads -> {
              try (var engine = Engine.open(Precision.FLOAT64, threads, Nets.ROOMY)) {
                var space = engine.space(mlp.layout().size());
                try (var work = space.workspace()) {
                  return new LayerwiseJacobians(engine, mlp, CROSS_ENTROPY, data, Nets.ACCURATE, 1)
                      .at(Nets.theta(mlp, work, 2));
                }
              }
            })
            .distinct();
    assertThat(results).hasSize(1);
  }

  @Test
  void singlePrecisionAgreesToItsRounding() {
    var mlp = Nets.mlp(Activation.ELU, 6, 40, 40, 30, 4);
    var data = Nets.data(mlp, 9, 5);
    try (var engine = Engine.open(Precision.FLOAT32, 2, Nets.ROOMY)) {
      var space = engine.space(mlp.layout().size());
      try (var work = space.workspace()) {
        var theta = Nets.theta(mlp, work, 2);
        var naive = new Naive(mlp, CROSS_ENTROPY, data, space.read(theta));
        var accuracy = new Accuracy(1e-4, 500);
        var fast = new LayerwiseJacobians(engine, mlp, CROSS_ENTROPY, data, accuracy, 1).at(theta);
        assertThat(fast.squaredK()).isCloseTo(naive.squaredK(), withinPercentage(0.001));
        for (int l = 1; l < 4; l++) {
          assertThat(fast.squaredD(l)).isCloseTo(naive.squaredD(l), withinPercentage(0.001));
          assertThat(fast.link(l).squaredJ()).isCloseTo(naive.squaredJ(l), withinPercentage(0.001));
        }
        assertThat(fast.identityError()).isLessThan(1e-5);
      }
    }
  }

  @Test
  void weightsThatAreNotFiniteAreRefused() {
    var mlp = Nets.mlp(Activation.TANH, 3, 4, 2);
    try (var engine = Nets.engine(Nets.ROOMY)) {
      var space = engine.space(mlp.layout().size());
      try (var work = space.workspace()) {
        var theta = Nets.theta(mlp, work, 2);
        var numbers = space.read(theta);
        numbers[5] = Double.NaN;
        space.write(numbers, theta);
        var jacobians =
            new LayerwiseJacobians(
                engine, mlp, CROSS_ENTROPY, Nets.data(mlp, 3, 1), Nets.ACCURATE, 1);
        assertThatThrownBy(() -> jacobians.at(theta))
            .isInstanceOf(InputError.class)
            .hasMessageContaining("not all finite");
      }
    }
  }

  @Test
  void dataThatDoesNotFitTheNetworkIsRefusedWithWhatToSet() {
    var data = Nets.data(Nets.mlp(Activation.TANH, 3, 2), 4, 1);
    try (var engine = Nets.engine(Nets.ROOMY)) {
      for (var mlp : List.of(Nets.mlp(Activation.TANH, 4, 2), Nets.mlp(Activation.TANH, 3, 5))) {
        assertThatThrownBy(
                () -> new LayerwiseJacobians(engine, mlp, CROSS_ENTROPY, data, Nets.ACCURATE, 1))
            .isInstanceOf(InputError.class)
            .hasMessageContaining("3 numbers an example")
            .hasMessageContaining("2 outputs");
      }
    }
  }
}
