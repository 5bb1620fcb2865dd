package brink.nn.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.core.operator.Dense;
import brink.core.operator.LinearOperator;
import brink.core.operator.OperatorChecks;
import brink.core.random.RandomStream;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import brink.nn.data.DataSet;
import brink.nn.data.Targets;
import brink.nn.network.Activation;
import brink.nn.network.Transformer;
import brink.nn.network.TransformerBlock;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransformerObjectiveTest {
  private static final int V = 5;
  private static final int T = 3;
  private static final int P = (int) network(1, Activation.GELU).layout().size();
  private static final Loss CROSS_ENTROPY = new Loss.CrossEntropy();
  private static final Loss SQUARED_ERROR = new Loss.SquaredError(Loss.Convention.HALF_SUM);
  private static final long ONE_EXAMPLE = 1; // bytes: one goes through at a time

  static Stream<Loss> losses() {
    return Stream.of(CROSS_ENTROPY, SQUARED_ERROR);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void lossGradientAndOperatorsAgreeWithTheDenseTranscription(Loss loss) {
    var network = network(1, Activation.GELU);
    var data = text(2, 11);
    var oracle = new TransformerOracle(network, loss, data, numbers(P, 5));
    double value = oracle.loss(new double[P], new double[P]).value();
    var slope = oracle.gradient();
    var hessian = oracle.hessian();
    var gaussNewton = oracle.gaussNewton(false);
    var classical = oracle.gaussNewton(true);
    for (long memory : new long[] {Problems.ROOMY, ONE_EXAMPLE}) {
      try (var engine = Problems.engine(memory);
          var objective = new AutogradObjective(engine, network, loss, data);
          var work = objective.space().workspace()) {
        var theta = theta(work, 5);
        var gradient = work.vec();
        assertThat(objective.gradient(theta, gradient)).isCloseTo(value, within(1e-12));
        assertThat(objective.evaluate(theta).loss()).isCloseTo(value, within(1e-12));
        assertThat(objective.space().read(gradient)).containsExactly(slope, within(1e-12));
        try (var at = objective.at(theta)) {
          assertThat(at.loss()).isCloseTo(value, within(1e-12));
          at.gradient(gradient);
          assertThat(objective.space().read(gradient)).containsExactly(slope, within(1e-12));
          assertClose(at.hessian(), hessian);
          assertClose(at.gaussNewton(), gaussNewton);
          assertClose(at.residual(), difference(hessian, gaussNewton));
          assertClose(at.classicalGaussNewton(), classical);
        }
      }
    }
  }

  @Test
  void secondDerivativesOfSeveralBlocksAgreeWithTheTranscriptionAlongRandomDirections() {
    for (var activation : List.of(Activation.GELU, Activation.TANH)) {
      var network = network(3, activation);
      var data = text(4, 2);
      try (var engine = Problems.engine(Problems.ROOMY);
          var objective = new AutogradObjective(engine, network, CROSS_ENTROPY, data);
          var work = objective.space().workspace();
          var at = objective.at(theta(work, 8))) {
        var space = objective.space();
        var oracle =
            new TransformerOracle(network, CROSS_ENTROPY, data, space.read(theta(work, 8)));
        var u = work.block(1);
        var image = work.block(1);
        var other = theta(work, 3);
        space.copy(theta(work, 4), u.column(0));
        at.hessian().apply(u, image);
        var expected = oracle.loss(space.read(u.column(0)), space.read(other));
        var gradient = work.vec();
        at.gradient(gradient);
        assertThat(at.loss()).isCloseTo(expected.value(), within(1e-12));
        assertThat(space.dot(gradient, u.column(0))).isCloseTo(expected.a(), within(1e-11));
        assertThat(space.dot(gradient, other)).isCloseTo(expected.b(), within(1e-11));
        assertThat(space.dot(image.column(0), other)).isCloseTo(expected.ab(), within(1e-10));
      }
    }
  }

  @Test
  void aWordThatDoesNotOccurGetsNoGradient() {
    var data =
        new DataSet(
            "two windows",
            List.of(T),
            new double[] {0, 1, 0, 3, 3, 1},
            new Targets.Tokens(new int[] {1, 0, 2, 3, 1, 4}, T, words()),
            "none");
    var network = network(1, Activation.GELU);
    try (var engine = Problems.engine(Problems.ROOMY);
        var objective = new AutogradObjective(engine, network, CROSS_ENTROPY, data);
        var work = objective.space().workspace()) {
      var gradient = work.vec();
      objective.gradient(theta(work, 1), gradient);
      var numbers = objective.space().read(gradient);
      for (int word = 0; word < V; word++) {
        boolean read = word == 0 || word == 1 || word == 3;
        double size = 0;
        for (int f = 0; f < 4; f++) {
          size = Math.max(size, Math.abs(numbers[word * 4 + f]));
        }
        assertThat(size > 0).as("word " + word).isEqualTo(read);
      }
    }
  }

  @Test
  void theGradientOfABatchIsThatOfADataSetOfItsWindows() {
    var network = network(1, Activation.GELU);
    var all = text(4, 6);
    var tokens = (Targets.Tokens) all.targets();
    int[] rows = {3, 1};
    int[] places = IntStream.of(rows).flatMap(r -> IntStream.range(r * T, (r + 1) * T)).toArray();
    var some =
        new DataSet(
            "two of them",
            List.of(T),
            IntStream.of(places).mapToDouble(i -> all.inputs()[i]).toArray(),
            new Targets.Tokens(
                IntStream.of(places).map(i -> tokens.tokens()[i]).toArray(), T, words()),
            "none");
    try (var engine = Problems.engine(Problems.ROOMY);
        var whole = new AutogradObjective(engine, network, CROSS_ENTROPY, all);
        var batches = whole.batches(2);
        var alone = new AutogradObjective(engine, network, CROSS_ENTROPY, some);
        var work = whole.space().workspace()) {
      var theta = theta(work, 1);
      var gradient = work.vec();
      var expected = work.vec();
      assertThat(batches.gradient(theta, rows, gradient))
          .isCloseTo(alone.gradient(theta, expected), within(1e-14));
      assertThat(whole.space().read(gradient))
          .containsExactly(whole.space().read(expected), within(1e-14));
    }
  }

  @Test
  void accuracyIsTheFractionOfPositionsForetold() {
    var network = network(1, Activation.GELU);
    var targets = new Targets.Tokens(new int[] {2, 2, 1, 2, 0, 2}, T, words());
    var data = new DataSet("two windows", List.of(T), new double[2 * T], targets, "none");
    try (var engine = Problems.engine(Problems.ROOMY);
        var objective = new AutogradObjective(engine, network, CROSS_ENTROPY, data);
        var work = objective.space().workspace()) {
      var always = work.vec(); // all weights 0, but for the bias of word 2
      var numbers = new double[P];
      numbers[P - V + 2] = 1;
      objective.space().write(numbers, always);
      var evaluation = objective.evaluate(always);
      assertThat(evaluation.accuracy()).hasValue(4.0 / 6);
      double normaliser = Math.log(4 + Math.E);
      assertThat(evaluation.loss()).isCloseTo(normaliser - 4.0 / 6, within(1e-14));
    }
  }

  @Test
  void dataOfOtherLengthOrVocabularyIsRefused() {
    var data = text(2, 1);
    var block = new TransformerBlock(4, 2, 4, Activation.GELU);
    try (var engine = Problems.engine(Problems.ROOMY)) {
      assertThatThrownBy(() ->
              new AutogradObjective(engine, new Transformer(V, 4, 1, block), CROSS_ENTROPY, data))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("at 4 positions of an example, but random words asks at 3");
      assertThatThrownBy(() ->
              new AutogradObjective(engine, new Transformer(6, T, 1, block), CROSS_ENTROPY, data))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("has 6 outputs");
      assertThatThrownBy(() ->
              new AutogradObjective(
                  engine, Problems.mlp(Activation.TANH, T, V), CROSS_ENTROPY, data))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("at 1 positions");
    }
  }

  private static Transformer network(int layers, Activation activation) {
    return new Transformer(V, T, layers, new TransformerBlock(4, 2, 4, activation));
  }

  private static List<String> words() {
    return IntStream.range(0, V).mapToObj(Integer::toString).toList();
  }

  /** n random windows. */
  private static DataSet text(int n, long seed) {
    var random = RandomStream.of(seed, "test text");
    return new DataSet(
        "random words",
        List.of(T),
        random.ints((long) n * T, 0, V).asDoubleStream().toArray(),
        new Targets.Tokens(random.ints((long) n * T, 0, V).toArray(), T, words()),
        "none");
  }

  /** Random weights, biases and scales, all of size about 1. */
  private static Vec theta(Workspace work, long seed) {
    var theta = work.vec();
    work.space().write(numbers(Math.toIntExact(work.space().dim()), seed), theta);
    return theta;
  }

  private static double[] numbers(int count, long seed) {
    return RandomStream.of(seed, "test weights").doubles(count, -1, 1).toArray();
  }

  private static double[][] difference(double[][] a, double[][] b) {
    var difference = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        difference[i][j] = a[i][j] - b[i][j];
      }
    }
    return difference;
  }

  private static void assertClose(LinearOperator operator, double[][] expected) {
    int n = expected.length;
    var flat = new double[n * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(expected[i], 0, flat, i * n, n);
    }
    OperatorChecks.check(operator, new Dense(operator.space(), flat), 1e-11, 7);
  }
}
