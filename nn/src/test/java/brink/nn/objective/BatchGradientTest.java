package brink.nn.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.random.RandomStream;
import brink.core.vector.Precision;
import brink.nn.data.DataSet;
import brink.nn.data.Targets;
import brink.nn.engine.Engine;
import brink.nn.network.Activation;
import brink.nn.network.Mlp;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchGradientTest {
  private static final int N = 12;
  private static final Mlp MLP = new Mlp(List.of(4, 7, 3), Activation.TANH);
  private static final Loss LOSS = new Loss.SquaredError(Loss.Convention.HALF_SUM);

  private static double[] numbers(String name, int count) {
    var random = RandomStream.of(5, name);
    return random.doubles(count, -1, 1).toArray();
  }

  private static DataSet rows(int... rows) {
    var x = numbers("x", N * 4);
    var y = numbers("y", N * 3);
    return DataSet.of(
        "rows", List.of(4), pick(x, 4, rows), new Targets.Values(pick(y, 3, rows), 3));
  }

  private static double[] pick(double[] all, int width, int[] rows) {
    return IntStream.of(rows)
        .flatMap(r -> IntStream.range(r * width, (r + 1) * width))
        .mapToDouble(i -> all[i])
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({ // bytes: signals of all rows at once, or of few at a time
    "FLOAT64, 1048576, 1e-14",
    "FLOAT64, 2000, 1e-14",
    "FLOAT32, 1048576, 1e-6"
  })
  void theGradientOfABatchIsThatOfADataSetOfItsExamples(
      Precision precision, long memory, double tolerance) {
    try (var engine = Engine.open(precision, 2, memory);
        var whole = new MlpObjective(engine, MLP, LOSS, rows(IntStream.range(0, N).toArray()));
        var batches = whole.batches(4);
        var work = whole.space().workspace()) {
      var theta = work.vec();
      var gradient = work.vec();
      var expected = work.vec();
      var sum = work.vec();
      whole.space().write(numbers("theta", (int) whole.space().dim()), theta);
      double losses = 0;
      for (var rows : new int[][] {{3, 0, 11, 7}, {1, 2, 4, 5}, {6, 8, 9, 10}}) {
        double loss = batches.gradient(theta, rows, gradient);
        try (var alone = new MlpObjective(engine, MLP, LOSS, rows(rows))) {
          assertThat(loss).isCloseTo(alone.gradient(theta, expected), within(tolerance));
        }
        assertThat(whole.space().read(gradient))
            .containsExactly(whole.space().read(expected), within(tolerance));
        whole.space().axpy(1.0 / 3, gradient, sum);
        losses += loss / 3;
      }
      assertThat(losses).isCloseTo(whole.gradient(theta, expected), within(tolerance));
      assertThat(whole.space().read(sum))
          .containsExactly(whole.space().read(expected), within(tolerance));
      assertThatThrownBy(() -> batches.gradient(theta, new int[3], gradient))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
