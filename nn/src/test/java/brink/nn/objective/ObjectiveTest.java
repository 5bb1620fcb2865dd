package brink.nn.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.core.operator.Dense;
import brink.core.operator.LinearOperator;
import brink.core.operator.OperatorChecks;
import brink.core.vector.Precision;
import brink.nn.data.DataSet;
import brink.nn.data.Targets;
import brink.nn.engine.Engine;
import brink.nn.network.Activation;
import brink.nn.network.Mlp;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectiveTest {
  private static final int EXAMPLES = 7;
  private static final double CLOSE = 1e-11;
  private static final double IN_FLOAT32 = 1e-5;

  /** How an objective is made: closed form or recorded, all at once or in ragged batches. */
  enum Way {
    CLOSED_FORM(Problems.ROOMY),
    CLOSED_FORM_IN_BATCHES(3 * 10 * 8 * 12),
    RECORDED(Problems.ROOMY),
    RECORDED_IN_BATCHES(3 * 12 * 8 * 12);

    final long memoryBudget;

    Way(long memoryBudget) {
      this.memoryBudget = memoryBudget;
    }

    Objective open(Engine engine, Mlp mlp, Loss loss, DataSet data) {
      return switch (this) {
        case CLOSED_FORM, CLOSED_FORM_IN_BATCHES -> new MlpObjective(engine, mlp, loss, data);
        case RECORDED, RECORDED_IN_BATCHES -> new AutogradObjective(engine, mlp, loss, data);
      };
    }
  }

  static Stream<Arguments> everyCase() {
    return Stream.of(Way.values())
        .flatMap(way ->
            Stream.of(Activation.values())
                .flatMap(activation ->
                    Problems.losses().map(loss -> Arguments.of(way, activation, loss))));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("everyCase")
  void lossGradientAndOperatorsAgreeWithTheDenseTranscription(
      Way way, Activation activation, Loss loss) {
    var mlp = Problems.mlp(activation, 3, 5, 4, 3);
    var data = Problems.data(EXAMPLES, 3, 3, loss, 11);
    try (var engine = Problems.engine(way.memoryBudget);
        var objective = way.open(engine, mlp, loss, data);
        var work = objective.space().workspace()) {
      var theta = Problems.theta(mlp, work, 5);
      var oracle = new DenseOracle(mlp, loss, data, objective.space().read(theta));
      var gradient = work.vec();

      assertThat(objective.gradient(theta, gradient)).isCloseTo(oracle.loss, within(1e-12));
      assertClose(objective.space().read(gradient), oracle.gradient);
      assertThat(objective.evaluate(theta).loss()).isCloseTo(oracle.loss, within(1e-12));
      try (var at = objective.at(theta)) {
        assertThat(at.loss()).isCloseTo(oracle.loss, within(1e-12));
        at.gradient(gradient);
        assertClose(objective.space().read(gradient), oracle.gradient);
        assertClose(at.hessian(), oracle.hessian());
        assertClose(at.gaussNewton(), oracle.gaussNewton);
        assertClose(at.residual(), oracle.residual);
        assertClose(at.classicalGaussNewton(), oracle.classical);
        assertClose(at.hessian(), oracle.hessian()); // no product disturbs what is kept
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void inFloat32GradientAndOperatorsAreThoseOfFloat64ToItsRounding(Way way) {
    var loss = new Loss.SquaredError(Loss.Convention.HALF_SUM);
    var mlp = Problems.mlp(Activation.TANH, 3, 5, 4, 3);
    var data = Problems.data(EXAMPLES, 3, 3, loss, 11);
    try (var engine = Engine.open(Precision.FLOAT32, 2, way.memoryBudget / 2);
        var objective = way.open(engine, mlp, loss, data);
        var work = objective.space().workspace()) {
      var theta = Problems.theta(mlp, work, 5);
      var oracle = new DenseOracle(mlp, loss, data, objective.space().read(theta));
      var gradient = work.vec();

      assertThat(objective.gradient(theta, gradient)).isCloseTo(oracle.loss, within(1e-6));
      assertClose(objective.space().read(gradient), oracle.gradient, IN_FLOAT32);
      try (var at = objective.at(theta)) {
        assertClose(at.hessian(), oracle.hessian(), IN_FLOAT32);
        assertClose(at.gaussNewton(), oracle.gaussNewton, IN_FLOAT32);
        assertClose(at.residual(), oracle.residual, IN_FLOAT32);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("brink.nn.objective.Problems#losses")
  void networksOfOneLayerAndTheFewestOutputsAreNoSpecialCase(Loss loss) {
    int outputs = loss instanceof Loss.CrossEntropy ? 2 : 1;
    var mlp = Problems.mlp(Activation.TANH, 4, outputs);
    var data = Problems.data(5, 4, outputs, loss, 3);
    for (var way : Way.values()) {
      try (var engine = Problems.engine(way.memoryBudget);
          var objective = way.open(engine, mlp, loss, data);
          var work = objective.space().workspace()) {
        var theta = Problems.theta(mlp, work, 1);
        var oracle = new DenseOracle(mlp, loss, data, objective.space().read(theta));
        try (var at = objective.at(theta)) {
          assertClose(at.hessian(), oracle.hessian());
          assertClose(at.classicalGaussNewton(), oracle.classical);
        }
      }
    }
  }

  @Test
  void accuracyIsTheFractionOfExamplesWhoseLargestOutputIsTheirClass() {
    var mlp = Problems.mlp(Activation.IDENTITY, 2, 2);
    var loss = new Loss.CrossEntropy();
    var data =
        new DataSet(
            "four points",
            List.of(2),
            new double[] {1, 0, 0, 1, 1, 0, 0, 1},
            new Targets.Labels(new int[] {0, 1, 1, 1}, List.of("left", "right")),
            "none");
    try (var engine = Problems.engine(Problems.ROOMY);
        var objective = new MlpObjective(engine, mlp, loss, data);
        var work = objective.space().workspace()) {
      var identity = work.vec();
      objective.space().write(new double[] {1, 0, 0, 1, 0, 0}, identity);
      assertThat(objective.evaluate(identity).accuracy()).hasValue(0.75);
    }
  }

  @Test
  void aNetworkThatDoesNotFitItsDataIsRefusedWithTheWidthToSet() {
    var loss = new Loss.CrossEntropy();
    var data = Problems.data(4, 3, 2, loss, 1);
    try (var engine = Problems.engine(Problems.ROOMY)) {
      assertThatThrownBy(
              () -> new MlpObjective(engine, Problems.mlp(Activation.TANH, 5, 2), loss, data))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("set the first width to 3");
      assertThatThrownBy(
              () -> new MlpObjective(engine, Problems.mlp(Activation.TANH, 3, 4), loss, data))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("set the last width to 2");
    }
  }

  @Test
  void crossEntropyIsRefusedWhereThereAreNoClassesToTellApart() {
    var loss = new Loss.CrossEntropy();
    var values = Problems.data(4, 3, 2, new Loss.SquaredError(Loss.Convention.MEAN), 1);
    var oneClass = Problems.data(4, 3, 1, loss, 1);
    try (var engine = Problems.engine(Problems.ROOMY)) {
      for (var way : Way.values()) {
        assertThatThrownBy(
                () -> way.open(engine, Problems.mlp(Activation.TANH, 3, 2), loss, values))
            .isInstanceOf(InputError.class)
            .hasMessageContaining("needs classes")
            .hasMessageContaining("random numbers")
            .hasMessageContaining("squared-error");
        assertThatThrownBy(
                () -> way.open(engine, Problems.mlp(Activation.TANH, 3, 1), loss, oneClass))
            .isInstanceOf(InputError.class)
            .hasMessageContaining("at least two classes");
      }
    }
  }

  @Test
  void weightsWhoseLossIsNoNumberAreRefused() {
    var mlp = Problems.mlp(Activation.TANH, 3, 2);
    var loss = new Loss.SquaredError(Loss.Convention.MEAN);
    try (var engine = Problems.engine(Problems.ROOMY);
        var objective = new MlpObjective(engine, mlp, loss, Problems.data(4, 3, 2, loss, 1));
        var work = objective.space().workspace()) {
      var theta = Problems.theta(mlp, work, 1);
      objective.requireFinite(theta);
      objective.space().scale(1e200, theta);
      assertThatThrownBy(() -> objective.requireFinite(theta))
          .isInstanceOf(InputError.class)
          .hasMessageStartingWith("At these weights the loss is Infinity")
          .hasMessageContaining("network.init.gain");
    }
  }

  private static void assertClose(LinearOperator operator, double[][] expected) {
    assertClose(operator, expected, CLOSE);
  }

  private static void assertClose(LinearOperator operator, double[][] expected, double tolerance) {
    int n = expected.length;
    var flat = new double[n * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(expected[i], 0, flat, i * n, n);
    }
    OperatorChecks.check(operator, new Dense(operator.space(), flat), tolerance, 7);
  }

  private static void assertClose(double[] actual, double[] expected) {
    assertClose(actual, expected, CLOSE);
  }

  private static void assertClose(double[] actual, double[] expected, double tolerance) {
    double scale = 0;
    for (double e : expected) {
      scale = Math.max(scale, Math.abs(e));
    }
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i])
          .as("entry " + i)
          .isCloseTo(expected[i], within(tolerance * scale + 1e-16));
    }
  }
}
