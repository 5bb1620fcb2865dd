package brink.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import brink.core.random.RandomStream;
import brink.core.vector.Precision;
import brink.nn.data.DataSet;
import brink.nn.data.Targets;
import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransformerTest {
  private static final Initialization INIT =
      new Initialization(Initialization.Scheme.FRAMEWORK, Optional.empty(), 1);

  @ParameterizedTest
  @CsvSource({"5, 3, 2, 4, 2, 8", "1000, 32, 2, 64, 4, 256", "7, 1, 1, 6, 3, 5"})
  void theNumberOfParametersIsThatOfItsPage(
      int vocabulary, int length, int layers, int d, int heads, int f) {
    var network =
        new Transformer(
            vocabulary, length, layers, new TransformerBlock(d, heads, f, Activation.GELU));
    long expected =
        (long) vocabulary * d
            + (long) length * d
            + layers * (4L * d * d + 2L * d * f + 9L * d + f)
            + 2L * d
            + (long) d * vocabulary
            + vocabulary;
    assertThat(network.layout().size()).isEqualTo(expected);
  }

  @Test
  void parametersHaveTheNamesOfTheFrameworksEncoder() {
    assertThat(spec(4, 1, 2).on(text(3, 5)).layout().entries())
        .extracting(entry -> entry.name() + entry.shape())
        .containsExactly(
            "tokens.weight[5, 4]",
            "positions.weight[3, 4]",
            "layers.0.self_attn.in_proj_weight[12, 4]",
            "layers.0.self_attn.in_proj_bias[12]",
            "layers.0.self_attn.out_proj.weight[4, 4]",
            "layers.0.self_attn.out_proj.bias[4]",
            "layers.0.linear1.weight[16, 4]",
            "layers.0.linear1.bias[16]",
            "layers.0.linear2.weight[4, 16]",
            "layers.0.linear2.bias[4]",
            "layers.0.norm1.weight[4]",
            "layers.0.norm1.bias[4]",
            "layers.0.norm2.weight[4]",
            "layers.0.norm2.bias[4]",
            "norm.weight[4]",
            "norm.bias[4]",
            "output.weight[5, 4]",
            "output.bias[5]");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 6, 7})
  void aWordChangesTheScoresFromItsPositionOnAndNoneBefore(int changed) {
    int length = 8;
    var network = spec(8, 2, 4).on(text(length, 11));
    var tokens = RandomStream.of(4, "words").ints(length, 0, 10).asDoubleStream().toArray();
    var others = tokens.clone();
    others[changed] = 10;
    try (var engine = Engine.open(Precision.FLOAT64, 1, 1 << 20)) {
      var before = scores(engine, network, tokens);
      var after = scores(engine, network, others);
      for (int t = 0; t < length; t++) {
        var here = Arrays.copyOfRange(before, t * 11, (t + 1) * 11);
        var there = Arrays.copyOfRange(after, t * 11, (t + 1) * 11);
        assertThat(Arrays.equals(here, there)).as("position " + t).isEqualTo(t < changed);
      }
    }
  }

  @Test
  void normsBeginWithScaleOneAndBiasZeroAndEmbeddingsAsNormalNumbers() {
    var layout = spec(64, 2, 4).on(text(16, 200)).layout();
    try (var engine = Engine.open(Precision.FLOAT64, 1, 1 << 20);
        var work = engine.space(layout.size()).workspace()) {
      var theta = work.vec();
      INIT.draw(layout, 1, work.space(), theta);
      var numbers = work.space().read(theta);
      for (var entry : layout.entries()) {
        int from = Math.toIntExact(entry.offset());
        var values = Arrays.copyOfRange(numbers, from, from + Math.toIntExact(entry.size()));
        if (entry.name().contains("norm")) {
          assertThat(values).containsOnly(entry.name().endsWith("bias") ? 0 : 1);
        } else if (entry.role() == Layout.Role.EMBEDDING) {
          double square = Arrays.stream(values).map(x -> x * x).average().orElseThrow();
          assertThat(square).isBetween(0.8, 1.2);
        } else {
          assertThat(Arrays.stream(values).filter(x -> x == 0).count()).isZero();
        }
      }
    }
  }

  @Test
  void widthsAndHeadsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> spec(10, 2, 4))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("set width to a multiple of heads, as 12");
    for (var wrong : List.of(List.of(0, 1, 1), List.of(4, 0, 1), List.of(4, 1, 0))) {
      assertThatThrownBy(() -> spec(wrong.get(0), wrong.get(1), wrong.get(2)))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("must be at least 1");
    }
  }

  @Test
  void aTransformerReadsNothingButWordsAndOthersNoWords() {
    var points =
        DataSet.of("two points", List.of(1), new double[2], new Targets.Values(new double[2], 1));
    assertThatThrownBy(() -> spec(4, 1, 2).on(points))
        .isInstanceOf(InputError.class)
        .hasMessageContainingAll("two points", "wikitext-2");
    var mlp = new MlpSpec(List.of(3), Activation.TANH, INIT, Optional.empty());
    var deep = new DeepLinearSpec(2, 3, INIT, Optional.empty());
    for (var other : List.<NetworkSpec>of(mlp, deep)) {
      assertThatThrownBy(() -> other.on(text(3, 5)))
          .isInstanceOf(InputError.class)
          .hasMessageContainingAll("a window", "{kind: transformer}");
    }
  }

  private static TransformerSpec spec(int width, int layers, int heads) {
    return new TransformerSpec(
        width, layers, heads, Optional.empty(), Activation.GELU, INIT, Optional.empty());
  }

  private static DataSet text(int length, int vocabulary) {
    var words = IntStream.range(0, vocabulary).mapToObj(Integer::toString).toList();
    return DataSet.of(
        "a window",
        List.of(length),
        new double[length],
        new Targets.Tokens(new int[length], length, words));
  }

  /** [T x V] of one example. */
  private static double[] scores(Engine engine, Transformer network, double[] tokens) {
    try (var _ = Scope.open();
        var work = engine.space(network.layout().size()).workspace()) {
      var theta = work.vec();
      INIT.draw(network.layout(), 1, work.space(), theta);
      return Ops.read(
          network.forward(
              engine.tensor(tokens, 1, tokens.length), network.layout().views(engine, theta)));
    }
  }
}
