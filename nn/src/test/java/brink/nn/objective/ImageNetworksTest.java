package brink.nn.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.core.operator.LinearOperator;
import brink.core.random.RandomStream;
import brink.core.vector.Precision;
import brink.nn.data.DataSet;
import brink.nn.engine.Engine;
import brink.nn.network.Activation;
import brink.nn.network.ConvolutionalNetwork;
import brink.nn.network.Image;
import brink.nn.network.Network;
import brink.nn.network.Norm;
import brink.nn.network.Pooling;
import brink.nn.network.ResidualNetwork;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Miniatures of the networks for images against transcriptions with all their derivatives. */
class ImageNetworksTest {
  private static final int EXAMPLES = 4;
  private static final int COLUMNS = 5; // vectors of a block
  private static final List<Loss> LOSSES =
      List.of(new Loss.CrossEntropy(), new Loss.SquaredError(Loss.Convention.HALF_SUM));

  /** Lanes and memory budgets, and the precision, on which the order of the numbers depends. */
  private record Means(Precision precision, int threads, long memory) {
    Engine open() {
      return Engine.open(precision, threads, memory);
    }

    /** As large as rounding may be, in units of 1e-12. */
    double error(double units) {
      return precision == Precision.FLOAT64 ? units * 1e-12 : 1e-4;
    }
  }

  // All at once, a group at a time, and between.
  private static final List<Means> MEANS =
      Stream.of(Precision.values())
          .flatMap(precision ->
              Stream.of(
                  new Means(precision, 2, Problems.ROOMY),
                  new Means(precision, 1, 1),
                  new Means(precision, 3, 20_000)))
          .toList();

  /** A network, and its outputs by transcription. */
  private record Case(String name, Network network, Function<Naive, Jet[][]> outputs) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A transcription and the images it is given. */
  private record Naive(NaiveImages layers, Jet[][][][] images) {}

  private static final Image IMAGE = new Image(1, 5, 4); // an odd row for the pooling to leave out

  private static Network cnn(Activation activation, Pooling pooling, Norm norm) {
    var stages = List.of(List.of(2), List.of(3));
    return new ConvolutionalNetwork("CNN", IMAGE, stages, norm, activation, pooling, List.of(), 2);
  }

  private static Case cnn(Activation activation, Pooling pooling) {
    return new Case(
        "CNN " + activation + " " + pooling,
        cnn(activation, pooling, new Norm.None()),
        naive -> {
          var layers = naive.layers();
          boolean largest = pooling == Pooling.MAX;
          var a = layers.convolution(naive.images(), 2, 1, true);
          a = layers.pool(layers.activation(a, activation), largest);
          a = layers.convolution(a, 3, 1, true);
          a = layers.pool(layers.activation(a, activation), largest);
          return layers.linear(layers.flat(a), 2);
        });
  }

  private static Case normed(Norm norm, NaiveImages.Together together) {
    return new Case(
        "CNN, " + norm.describe(),
        cnn(Activation.TANH, Pooling.AVERAGE, norm),
        naive -> {
          var layers = naive.layers();
          var a = layers.convolution(naive.images(), 2, 1, true);
          a = layers.norm(a, together, norm.together());
          a = layers.pool(layers.activation(a, Activation.TANH), false);
          a = layers.convolution(a, 3, 1, true);
          a = layers.norm(a, together, norm.together());
          a = layers.pool(layers.activation(a, Activation.TANH), false);
          return layers.linear(layers.flat(a), 2);
        });
  }

  private static Case vgg() {
    var s = Activation.ELU;
    return new Case(
        "VGG in small",
        new ConvolutionalNetwork(
            "VGG",
            IMAGE,
            List.of(List.of(2), List.of(2, 2)),
            new Norm.None(),
            s,
            Pooling.MAX,
            List.of(3),
            2),
        naive -> {
          var layers = naive.layers();
          var a = layers.activation(layers.convolution(naive.images(), 2, 1, true), s);
          a = layers.pool(a, true);
          a = layers.activation(layers.convolution(a, 2, 1, true), s);
          a = layers.activation(layers.convolution(a, 2, 1, true), s);
          var flat = layers.flat(layers.pool(a, true));
          return layers.linear(layers.hidden(layers.linear(flat, 3), s), 2);
        });
  }

  private static Case resnet(Norm norm, NaiveImages.Together together, Activation s) {
    return new Case(
        "ResNet, " + norm.describe(),
        new ResidualNetwork(IMAGE, List.of(1, 1), List.of(1, 3), norm, s, 2),
        naive -> {
          var layers = naive.layers();
          Function<Jet[][][][], Jet[][][][]> normalise =
              a -> norm instanceof Norm.None ? a : layers.norm(a, together, norm.together());
          var a = normalise.apply(layers.convolution(naive.images(), 1, 1, false));
          a = layers.activation(a, s);
          for (int stage = 0; stage < 2; stage++) {
            int width = List.of(1, 3).get(stage);
            var h = normalise.apply(layers.convolution(a, width, stage + 1, false));
            h = layers.activation(h, s);
            h = normalise.apply(layers.convolution(h, width, 1, false));
            a = layers.activation(layers.addShortcut(h, a), s);
          }
          return layers.linear(layers.means(a), 2);
        });
  }

  static Stream<Case> cases() {
    var ghost = NaiveImages.Together.CHANNEL_OF_GHOST_BATCH;
    var example = NaiveImages.Together.EXAMPLE;
    return Stream.of(
        cnn(Activation.TANH, Pooling.MAX),
        cnn(Activation.SOFTPLUS, Pooling.AVERAGE),
        cnn(Activation.RELU, Pooling.MAX),
        cnn(Activation.GELU, Pooling.MAX),
        normed(new Norm.Batch(2), ghost),
        normed(new Norm.Batch(EXAMPLES), ghost), // plain batch norm
        normed(new Norm.Layer(), example),
        vgg(),
        resnet(new Norm.Batch(2), ghost, Activation.TANH),
        resnet(new Norm.Layer(), example, Activation.RELU),
        resnet(new Norm.None(), example, Activation.SOFTPLUS));
  }

  private static DataSet data(Loss loss) {
    return Problems.images(EXAMPLES, IMAGE.channels(), IMAGE.height(), IMAGE.width(), 2, loss, 3);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void lossGradientAndOperatorsAgreeWithTheTranscriptionInBothPrecisionsHoweverTheWorkIsDivided(
      Case test) {
    int p = (int) test.network().layout().size();
    var theta = RandomStream.of(9, "weights").doubles(p, -0.7, 0.7).toArray();
    var layers = new NaiveImages(theta);
    var images = layers.images(data(LOSSES.getFirst()));
    var outputs = test.outputs().apply(new Naive(layers, images));
    assertThat(layers.taken()).as("parameters").isEqualTo(p);
    for (var loss : LOSSES) {
      var oracle = new DenseOracle(loss, data(loss), p, outputs);
      for (var means : MEANS) {
        assertAgreement(means, test.network(), loss, theta, oracle);
      }
    }
  }

  private static void assertAgreement(
      Means means, Network network, Loss loss, double[] weights, DenseOracle oracle) {
    try (var engine = means.open();
        var objective = Objective.of(engine, network, loss, data(loss));
        var work = objective.space().workspace()) {
      var theta = work.vec();
      var gradient = work.vec();
      objective.space().write(weights, theta);
      assertThat(objective.evaluate(theta).loss()).isCloseTo(oracle.loss, within(means.error(1)));
      assertThat(objective.gradient(theta, gradient))
          .isCloseTo(oracle.loss, within(means.error(1)));
      assertThat(objective.space().read(gradient))
          .containsExactly(oracle.gradient, within(means.error(10)));
      try (var at = objective.at(theta)) {
        assertThat(at.loss()).isCloseTo(oracle.loss, within(means.error(1)));
        at.gradient(gradient);
        assertThat(objective.space().read(gradient))
            .containsExactly(oracle.gradient, within(means.error(10)));
        assertMatrix(at.hessian(), oracle.hessian(), means);
        assertMatrix(at.gaussNewton(), oracle.gaussNewton, means);
        assertMatrix(at.residual(), oracle.residual, means);
        assertMatrix(at.classicalGaussNewton(), oracle.classical, means);
      }
    }
  }

  /** A symmetric matrix, seen by a block of vectors of which lanes share the last. */
  private static void assertMatrix(LinearOperator operator, double[][] expected, Means means) {
    var space = operator.space();
    try (var work = space.workspace()) {
      var x = work.block(COLUMNS);
      var product = work.block(COLUMNS);
      for (int i = 0; i < COLUMNS; i++) {
        space.randomize(x.column(i), RandomStream.of(i, "vectors"));
      }
      operator.apply(x, product);
      for (int i = 0; i < COLUMNS; i++) {
        var v = space.read(x.column(i));
        var row = new double[v.length];
        for (int j = 0; j < v.length; j++) {
          for (int k = 0; k < v.length; k++) {
            row[j] += expected[j][k] * v[k];
          }
        }
        double size = Math.sqrt(DoubleStream.of(row).map(r -> r * r).sum());
        assertThat(space.read(product.column(i)))
            .containsExactly(row, within(means.error(100) * size));
      }
    }
  }

  @Test
  void examplesThatMakeNoWholeGhostBatchesAreRefusedWithWhatFits() {
    var network = cnn(Activation.TANH, Pooling.MAX, new Norm.Batch(3));
    var loss = LOSSES.getFirst();
    try (var engine = Problems.engine(Problems.ROOMY)) {
      assertThatThrownBy(() -> Objective.of(engine, network, loss, data(loss)))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("groups of 3 examples")
          .hasMessageContaining("there are 4 in random images")
          .hasMessageContaining("take 3 or 6")
          .hasMessageContaining("a divisor of 4 (2 or 4)");
      var fitting = cnn(Activation.TANH, Pooling.MAX, new Norm.Batch(2));
      try (var objective = Objective.of(engine, fitting, loss, data(loss))) {
        objective.batches(2).close();
        assertThatThrownBy(() -> objective.batches(3))
            .isInstanceOf(InputError.class)
            .hasMessageContaining("there are 3 in a batch")
            .hasMessageContaining("take 2 or 4");
      }
    }
  }
}
