package brink.nn.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.core.operator.Dense;
import brink.core.random.RandomStream;
import brink.core.vector.Precision;
import brink.nn.data.DataSet;
import brink.nn.data.Targets;
import brink.nn.engine.Engine;
import brink.nn.network.Activation;
import brink.nn.network.ConvolutionalNetwork;
import brink.nn.network.Image;
import brink.nn.network.Network;
import brink.nn.network.Norm;
import brink.nn.network.Pooling;
import brink.nn.network.ResidualNetwork;
import brink.nn.objective.Loss;
import brink.nn.objective.NaiveImages;
import brink.nn.objective.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks for images against transcriptions in which every Jacobian is a matrix. */
class ChainJacobiansTest {
  private static final Image IMAGE = new Image(1, 5, 4); // an odd row for the pooling to leave out
  private static final int EXAMPLES = 3;

  /** A network, and its chain by transcription. */
  private record Case(String name, Network network, List<NaiveChain.Link> links) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case cnn(Activation s, Pooling pooling, Norm norm) {
    boolean largest = pooling == Pooling.MAX;
    boolean normed = norm instanceof Norm.Layer;
    var example = NaiveImages.Together.EXAMPLE;
    return new Case(
        "CNN %s %s %s".formatted(s, pooling, norm.describe()),
        new ConvolutionalNetwork(
            "CNN", IMAGE, List.of(List.of(2), List.of(3)), norm, s, pooling, List.of(4), 3),
        List.of(
            (layers, a) -> {
              var h = layers.convolution(a, 2, 1, true);
              return normed ? layers.norm(h, example, 1) : h;
            },
            (layers, a) -> {
              var h = layers.convolution(layers.pool(layers.activation(a, s), largest), 3, 1, true);
              return normed ? layers.norm(h, example, 1) : h;
            },
            (layers, a) -> {
              var flat = layers.flat(layers.pool(layers.activation(a, s), largest));
              return NaiveChain.image(layers.linear(flat, 4));
            },
            (layers, a) ->
                NaiveChain.image(layers.linear(layers.flat(layers.activation(a, s)), 3))));
  }

  private static Case resnet(Norm norm, Activation s) {
    boolean normed = norm instanceof Norm.Layer;
    var links = new ArrayList<NaiveChain.Link>();
    links.add((layers, a) -> {
      var h = layers.convolution(a, 1, 1, false);
      return normed ? layers.norm(h, NaiveImages.Together.EXAMPLE, 1) : h;
    });
    for (int stage = 0; stage < 2; stage++) {
      int width = List.of(1, 3).get(stage);
      int stride = stage + 1;
      links.add((layers, below) -> {
        var a = layers.activation(below, s);
        var h = layers.convolution(a, width, stride, false);
        h = normed ? layers.norm(h, NaiveImages.Together.EXAMPLE, 1) : h;
        h = layers.convolution(layers.activation(h, s), width, 1, false);
        h = normed ? layers.norm(h, NaiveImages.Together.EXAMPLE, 1) : h;
        return layers.addShortcut(h, a);
      });
    }
    links.add(
        (layers, a) -> NaiveChain.image(layers.linear(layers.means(layers.activation(a, s)), 2)));
    return new Case(
        "ResNet %s %s".formatted(s, norm.describe()),
        new ResidualNetwork(IMAGE, List.of(1, 1), List.of(1, 3), norm, s, 2),
        links);
  }

  static Stream<Case> cases() {
    return Stream.of(
        cnn(Activation.TANH, Pooling.MAX, new Norm.None()),
        cnn(Activation.ELU, Pooling.AVERAGE, new Norm.None()),
        cnn(Activation.RELU, Pooling.MAX, new Norm.Layer()),
        resnet(new Norm.None(), Activation.SOFTPLUS),
        resnet(new Norm.None(), Activation.RELU),
        resnet(new Norm.Layer(), Activation.TANH));
  }

  private static DataSet data(int outputs) {
    var inputs = RandomStream.of(3, "pixels").doubles(EXAMPLES * 20L, -1.5, 1.5).toArray();
    var names = IntStream.range(0, outputs).mapToObj(Integer::toString).toList();
    var labels = IntStream.range(0, EXAMPLES).map(i -> i % outputs).toArray();
    return DataSet.of(
        "random images",
        List.of(IMAGE.channels(), IMAGE.height(), IMAGE.width()),
        inputs,
        new Targets.Labels(labels, names));
  }

  private static double[] weights(Network network) {
    return RandomStream.of(9, "weights").doubles(network.layout().size(), -0.7, 0.7).toArray();
  }

  private static LayerwiseJacobians jacobians(
      Engine engine, Network network, Loss loss, Accuracy accuracy) {
    return new LayerwiseJacobians(engine, network, loss, data(network.outputs()), accuracy, 1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void everyQuantityAgreesWithItsDefinitionHoweverTheExamplesAreDivided(Case test) {
    var network = test.network();
    var theta = weights(network);
    for (var loss :
        List.of(new Loss.CrossEntropy(), new Loss.SquaredError(Loss.Convention.HALF_SUM))) {
      var naive = new NaiveChain(test.links()).at(data(network.outputs()), loss, theta);
      for (long budget : new long[] {Nets.ROOMY, 1}) {
        try (var engine = Nets.engine(budget)) {
          var space = engine.space(network.layout().size());
          try (var work = space.workspace()) {
            var at = work.vec();
            space.write(theta, at);
            var fast = jacobians(engine, network, loss, Nets.ACCURATE).at(at);
            naive.assertAgrees(fast, 1e-9);
            assertThat(fast.identityError()).isLessThan(1e-12);
          }
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void singlePrecisionAgreesToItsRounding(Case test) {
    var network = test.network();
    var loss = new Loss.CrossEntropy();
    try (var engine = Engine.open(Precision.FLOAT32, 2, Nets.ROOMY)) {
      var space = engine.space(network.layout().size());
      try (var work = space.workspace()) {
        var at = work.vec();
        space.write(weights(network), at);
        var naive = new NaiveChain(test.links()).at(data(network.outputs()), loss, space.read(at));
        var fast = jacobians(engine, network, loss, new Accuracy(1e-4, 500)).at(at);
        naive.assertAgrees(fast, 1e-4);
        assertThat(fast.identityError()).isLessThan(1e-5);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void overlapAndBoundHoldForTheOperatorsOfTheObjective(Case test) {
    var network = test.network();
    var loss = new Loss.CrossEntropy();
    var data = data(network.outputs());
    var theta = weights(network);
    var naive = new NaiveChain(test.links()).at(data, loss, theta);
    try (var engine = Nets.engine(Nets.ROOMY);
        var objective = Objective.of(engine, network, loss, data);
        var work = objective.space().workspace()) {
      var at = work.vec();
      objective.space().write(theta, at);
      var now = jacobians(engine, network, loss, Nets.ACCURATE).at(at);
      try (var second = objective.at(at)) {
        int p = Math.toIntExact(network.layout().size());
        double topG = Naive.top(DMatrixRMaj.wrap(p, p, Dense.of(second.gaussNewton()).entries()));
        double topR = Naive.top(DMatrixRMaj.wrap(p, p, Dense.of(second.residual()).entries()));
        double topH = Naive.top(DMatrixRMaj.wrap(p, p, Dense.of(second.hessian()).entries()));
        assertThat(topG).isCloseTo(Naive.top(naive.gaussNewton()), within(1e-9 * topG));
        assertThat(now.rho(topG)).isGreaterThan(0).isLessThan(1 + 1e-9);
        assertThat(Counterfactual.of(now, now, topG, topR).bound())
            .isGreaterThanOrEqualTo(topH * (1 - 1e-9));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void amplificationProfilesStartAtOneAndEndAtTheNormOfZ1(Case test) {
    var network = test.network();
    var loss = new Loss.CrossEntropy();
    var theta = weights(network);
    var naive = new NaiveChain(test.links()).at(data(network.outputs()), loss, theta);
    try (var engine = Nets.engine(Nets.ROOMY)) {
      var space = engine.space(network.layout().size());
      try (var work = space.workspace()) {
        var at = work.vec();
        space.write(theta, at);
        var profiles = jacobians(engine, network, loss, Nets.ACCURATE).amplification(at, EXAMPLES);
        for (int i = 0; i < EXAMPLES; i++) {
          double norm = Math.sqrt(Naive.squaredNorm(naive.examples.get(i).z()[1]));
          assertThat(profiles.get(i).most().getLast()).isCloseTo(1, within(1e-12));
          assertThat(profiles.get(i).most().getFirst()).isCloseTo(norm, within(1e-9 * norm));
          assertThat(profiles.get(i).random().getFirst()).isLessThanOrEqualTo(norm * (1 + 1e-9));
        }
      }
    }
  }

  @Test
  void examplesThatAreNormalisedTogetherAreRefusedWithWhatToTake() {
    var network =
        new ResidualNetwork(IMAGE, List.of(1), List.of(2), new Norm.Batch(3), Activation.RELU, 2);
    assertThat(LayerwiseJacobians.applyTo(network)).isFalse();
    try (var engine = Nets.engine(Nets.ROOMY)) {
      assertThatThrownBy(() -> jacobians(engine, network, new Loss.CrossEntropy(), Nets.ACCURATE))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("ghost batches of 3")
          .hasMessageContaining("without batch norm");
    }
  }
}
