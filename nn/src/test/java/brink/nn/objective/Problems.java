package brink.nn.objective;

import brink.core.random.RandomStream;
import brink.core.vector.Precision;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import brink.nn.data.DataSet;
import brink.nn.data.Targets;
import brink.nn.engine.Engine;
import brink.nn.network.Activation;
import brink.nn.network.Initialization;
import brink.nn.network.Mlp;
import brink.nn.network.Network;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Small networks and data for tests. */
final class Problems {
  private Problems() {}

  static final long ROOMY = 1L << 30;

  static Engine engine(long memoryBudget) {
    return Engine.open(Precision.FLOAT64, 2, memoryBudget);
  }

  static Stream<Loss> losses() {
    return Stream.concat(
        Stream.of(new Loss.CrossEntropy()),
        Stream.of(Loss.Convention.values()).map(Loss.SquaredError::new));
  }

  /** n random examples of d features, with classes for cross-entropy and values for the rest. */
  static DataSet data(int n, int d, int outputs, Loss loss, long seed) {
    var random = RandomStream.of(seed, "test data");
    var inputs = random.doubles((long) n * d, -1.5, 1.5).toArray();
    Targets targets =
        switch (loss) {
          case Loss.CrossEntropy() ->
              new Targets.Labels(
                  random.ints(n, 0, outputs).toArray(),
                  IntStream.range(0, outputs).mapToObj(Integer::toString).toList());
          case Loss.SquaredError _ ->
              new Targets.Values(random.doubles((long) n * outputs, -1, 1).toArray(), outputs);
        };
    return new DataSet("random numbers", List.of(d), inputs, targets, "none");
  }

  /** n random images. */
  static DataSet images(
      int n, int channels, int height, int width, int outputs, Loss loss, long seed) {
    var data = data(n, channels * height * width, outputs, loss, seed);
    return DataSet.of(
        "random images", List.of(channels, height, width), data.inputs(), data.targets());
  }

  static Mlp mlp(Activation activation, Integer... widths) {
    return new Mlp(List.of(widths), activation);
  }

  /** Random weights, biases included. */
  static Vec theta(Network network, Workspace work, long seed) {
    var theta = work.vec();
    new Initialization(Initialization.Scheme.FRAMEWORK, Optional.empty(), seed)
        .draw(network.layout(), 1, work.space(), theta);
    work.space().scale(2, theta); // far enough from zero for the activations to bend
    return theta;
  }
}
