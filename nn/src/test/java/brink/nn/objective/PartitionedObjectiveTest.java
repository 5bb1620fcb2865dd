package brink.nn.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.core.operator.Dense;
import brink.core.operator.LinearOperator;
import brink.core.operator.OperatorChecks;
import brink.core.random.RandomStream;
import brink.core.vector.Block;
import brink.core.vector.Precision;
import brink.core.vector.Vec;
import brink.nn.data.DataSet;
import brink.nn.data.Targets;
import brink.nn.engine.Engine;
import brink.nn.network.Activation;
import brink.nn.network.Mlp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionedObjectiveTest {
  private static final int EXAMPLES = 7;

  static Stream<Arguments> partsAndLosses() {
    return Stream.of(1, 2, 3, EXAMPLES)
        .flatMap(parts -> Problems.losses().map(loss -> Arguments.of(parts, loss)));
  }

  @ParameterizedTest(name = "{0} parts, {1}")
  @MethodSource("partsAndLosses")
  void lossGradientAndOperatorsAgreeWithTheDenseTranscriptionOfTheWhole(int parts, Loss loss) {
    var mlp = Problems.mlp(Activation.TANH, 3, 5, 4, 3);
    var data = Problems.data(EXAMPLES, 3, 3, loss, 11);
    try (var engine = Problems.engine(Problems.ROOMY);
        var whole = Objective.of(engine, mlp, loss, data);
        var objective = PartitionedObjective.onThreads(engine, mlp, loss, data, parts, 2);
        var work = objective.space().workspace();
        var wholeWork = whole.space().workspace()) {
      var theta = Problems.theta(mlp, work, 5);
      var oracle = new DenseOracle(mlp, loss, data, objective.space().read(theta));
      var gradient = work.vec();
      assertThat(objective.gradient(theta, gradient)).isCloseTo(oracle.loss, within(1e-12));
      assertClose(objective.space().read(gradient), oracle.gradient);
      var evaluation = objective.evaluate(theta);
      assertThat(evaluation.loss()).isCloseTo(oracle.loss, within(1e-12));
      var accuracy = whole.evaluate(Problems.theta(mlp, wholeWork, 5)).accuracy();
      assertThat(evaluation.accuracy().isPresent()).isEqualTo(accuracy.isPresent());
      assertThat(evaluation.accuracy().orElse(0)).isCloseTo(accuracy.orElse(0), within(1e-12));
      try (var at = objective.at(theta)) {
        assertThat(at.loss()).isCloseTo(oracle.loss, within(1e-12));
        at.gradient(gradient);
        assertClose(objective.space().read(gradient), oracle.gradient);
        assertClose(at.hessian(), oracle.hessian());
        assertClose(at.gaussNewton(), oracle.gaussNewton);
        assertClose(at.residual(), oracle.residual);
        assertClose(at.classicalGaussNewton(), oracle.classical);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 7, 10, 49})
  void anAccuracyOfOneIsExactlyOneInHoweverManyParts(int parts) {
    var mlp = new Mlp(List.of(1, 2), Activation.TANH);
    var labels = new Targets.Labels(new int[49], List.of("a", "b"));
    var data = DataSet.of("zeros", List.of(1), new double[49], labels);
    try (var engine = Problems.engine(Problems.ROOMY);
        var objective =
            PartitionedObjective.onThreads(engine, mlp, new Loss.CrossEntropy(), data, parts, 1);
        var work = objective.space().workspace()) {
      var theta = work.vec();
      var numbers = new double[(int) objective.space().dim()];
      numbers[numbers.length - 2] = 1; // the bias of class 0
      objective.space().write(numbers, theta);
      assertThat(objective.evaluate(theta).accuracy()).hasValue(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNumbersAreTheSameBitForBitHoweverManyWorkersThereAre(Precision precision) {
    var one = answers(precision, 1);
    assertThat(answers(precision, 2)).containsExactly(one);
    assertThat(answers(precision, 4)).containsExactly(one);
    assertThat(answers(precision, 4)).containsExactly(one); // and every time
  }

  /** Everything that an objective of five parts says of three directions at one theta. */
  private static double[] answers(Precision precision, int workers) {
    var loss = new Loss.CrossEntropy();
    var mlp = Problems.mlp(Activation.ELU, 6, 16, 16, 4);
    var data = Problems.data(53, 6, 4, loss, 11);
    var all = new ArrayList<double[]>();
    try (var engine = Engine.open(precision, workers, Problems.ROOMY);
        var objective = PartitionedObjective.onThreads(engine, mlp, loss, data, 5, workers);
        var work = objective.space().workspace()) {
      var space = objective.space();
      var theta = Problems.theta(mlp, work, 5);
      var gradient = work.vec();
      all.add(new double[] {objective.gradient(theta, gradient)});
      all.add(space.read(gradient));
      var evaluation = objective.evaluate(theta);
      all.add(new double[] {evaluation.loss(), evaluation.accuracy().orElseThrow()});
      var x = work.block(3);
      var random = RandomStream.of(1, "directions");
      IntStream.range(0, 3).forEach(i -> space.randomize(x.column(i), random));
      try (var at = objective.at(theta)) {
        all.add(new double[] {at.loss()});
        at.gradient(gradient);
        all.add(space.read(gradient));
        for (var term : Term.values()) {
          Block into = work.block(3);
          at.operator(term).apply(x, into);
          Vec single = work.vec();
          at.operator(term).apply(x.column(1), single);
          IntStream.range(0, 3).forEach(i -> all.add(space.read(into.column(i))));
          all.add(space.read(single));
        }
      }
    }
    return all.stream().flatMapToDouble(DoubleStream::of).toArray();
  }

  @ParameterizedTest
  @CsvSource({"12, 1, 5, 2 2 3 2 3", "12, 3, 2, 6 6", "12, 3, 4, 3 3 3 3", "5, 1, 1, 5"})
  void partsAreConsecutiveEvenAndOfWholeGroups(
      int examples, int together, int count, String sizes) {
    var loss = new Loss.CrossEntropy();
    var data = Problems.data(examples, 2, 3, loss, 1);
    var parts = PartitionedObjective.divide(data, together, count);
    assertThat(parts.stream().map(part -> Integer.toString(part.size())))
        .containsExactly(sizes.split(" "));
    assertThat(parts.stream().flatMapToDouble(part -> Arrays.stream(part.inputs())).toArray())
        .containsExactly(data.inputs());
    assertThat(
            parts.stream()
                .flatMapToInt(part -> Arrays.stream(((Targets.Labels) part.targets()).labels()))
                .toArray())
        .containsExactly(((Targets.Labels) data.targets()).labels());
  }

  @Test
  void valuesAndTokensAreCutWithTheirExamples() {
    var values = new Targets.Values(new double[] {1, 2, 3, 4, 5, 6}, 2);
    assertThat(values.slice(1, 3).values()).containsExactly(3, 4, 5, 6);
    var tokens = new Targets.Tokens(new int[] {0, 1, 1, 0}, 2, List.of("a", "b"));
    var data = DataSet.of("texts", List.of(2), new double[] {1, 0, 0, 1}, tokens);
    var last = data.slice(1, 2);
    assertThat(last.size()).isEqualTo(1);
    assertThat(((Targets.Tokens) last.targets()).tokens()).containsExactly(1, 0);
    assertThat(last.hash()).isNotEqualTo(data.hash());
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "8, 1", "4, 2", "-1, 1"})
  void morePartsThanThereAreGroupsAreRefused(int count, int together) {
    var data = Problems.data(together == 1 ? 7 : 6, 2, 3, new Loss.CrossEntropy(), 1);
    assertThatThrownBy(() -> PartitionedObjective.divide(data, together, count))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("cannot be divided into " + count + " parts");
  }

  @Test
  void batchesAreRefused() {
    var loss = new Loss.CrossEntropy();
    var mlp = new Mlp(List.of(2, 3), Activation.TANH);
    var data = Problems.data(4, 2, 3, loss, 1);
    try (var engine = Problems.engine(Problems.ROOMY);
        var objective = PartitionedObjective.onThreads(engine, mlp, loss, data, 2, 2)) {
      assertThatThrownBy(() -> objective.batches(2))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("do not divide them into parts");
    }
  }

  private static void assertClose(LinearOperator operator, double[][] expected) {
    var flat = Arrays.stream(expected).flatMapToDouble(Arrays::stream).toArray();
    OperatorChecks.check(operator, new Dense(operator.space(), flat), 1e-11, 7);
  }

  private static void assertClose(double[] actual, double[] expected) {
    double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertThat(actual).containsExactly(expected, within(1e-11 * scale));
  }
}
