package brink.nn.objective;

import static org.assertj.core.api.Assertions.assertThat;

import brink.core.random.RandomStream;
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
import brink.nn.network.Transformer;
import brink.nn.network.TransformerBlock;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NativeMemoryTest {
  private static final int EXAMPLES = 8;
  private static final int TIMES = 20;
  private static final long MOST = 48L << 20; // bytes: one iteration makes more than a tenth of it
  private static final Loss LOSS = new Loss.CrossEntropy();
  private static final Image IMAGE = new Image(3, 16, 16);

  /** A network with data and a memory budget. */
  private record Case(String name, Network network, DataSet data, long memory) {
    @Override
    public String toString() {
      return name + ", " + memory + " bytes";
    }
  }

  static Stream<Case> cases() {
    var images = Problems.images(EXAMPLES, 3, 16, 16, 10, LOSS, 4);
    return Stream.of(Problems.ROOMY, 1L)
        .flatMap(memory ->
            Stream.of(
                new Case("CNN", cnn(), images, memory),
                new Case("ResNet", resnet(new Norm.Batch(2)), images, memory),
                new Case("ResNet with layer norm", resnet(new Norm.Layer()), images, memory),
                new Case("transformer", transformer(), text(), memory)));
  }

  private static Network cnn() {
    var stages = List.of(List.of(16), List.of(16));
    return new ConvolutionalNetwork(
        "CNN", IMAGE, stages, new Norm.None(), Activation.TANH, Pooling.MAX, List.of(), 10);
  }

  private static Network resnet(Norm norm) {
    return new ResidualNetwork(IMAGE, List.of(1, 1), List.of(8, 16), norm, Activation.RELU, 10);
  }

  private static Network transformer() {
    return new Transformer(300, 32, 1, new TransformerBlock(32, 2, 64, Activation.GELU));
  }

  private static DataSet text() {
    var random = RandomStream.of(4, "text");
    var words = IntStream.range(0, 300).mapToObj(Integer::toString).toList();
    var inputs = random.ints(EXAMPLES * 32L, 0, 300).asDoubleStream().toArray();
    var targets = new Targets.Tokens(random.ints(EXAMPLES * 32L, 0, 300).toArray(), 32, words);
    return new DataSet("random words", List.of(32), inputs, targets, "none");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void staysFlatOverManyGradientsAndProducts(Case test) {
    try (var engine = Problems.engine(test.memory())) {
      work(engine, test, TIMES / 2);
      long handles = Pointer.totalCount();
      long bytes = Pointer.totalPhysicalBytes();
      work(engine, test, TIMES);
      assertThat(Pointer.totalCount()).as("native objects").isLessThanOrEqualTo(handles);
      assertThat(Pointer.totalPhysicalBytes() - bytes).as("bytes").isLessThan(MOST);
    }
  }

  private static void work(Engine engine, Case test, int times) {
    try (var objective = new AutogradObjective(engine, test.network(), LOSS, test.data());
        var work = objective.space().workspace()) {
      var theta = Problems.theta(test.network(), work, 3);
      var gradient = work.vec();
      var x = work.block(3); // two vectors on lanes, and examples on lanes for the last
      var product = work.block(3);
      for (int i = 0; i < 3; i++) {
        objective.space().randomize(x.column(i), RandomStream.of(i, "vectors"));
      }
      for (int i = 0; i < times; i++) {
        objective.gradient(theta, gradient);
        objective.evaluate(theta);
        try (var at = objective.at(theta)) {
          at.hessian().apply(x, product);
          at.gaussNewton().apply(x.column(0), product.column(0));
        }
      }
    }
  }
}
