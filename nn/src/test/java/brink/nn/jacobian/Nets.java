package brink.nn.jacobian;

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
import brink.nn.objective.Loss;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Small networks, data and engines for the tests of Jacobians. */
final class Nets {
  private Nets() {}

  static final long ROOMY = 1L << 30;
  static final Accuracy ACCURATE = new Accuracy(1e-7, 1000);

  static Engine engine(long memoryBudget) {
    return Engine.open(Precision.FLOAT64, 2, memoryBudget);
  }

  static Stream<Loss> losses() {
    return Stream.concat(
        Stream.of(new Loss.CrossEntropy()),
        Stream.of(Loss.Convention.values()).map(Loss.SquaredError::new));
  }

  static Mlp mlp(Activation activation, Integer... widths) {
    return new Mlp(List.of(widths), activation);
  }

  /** n random examples for a network; the targets take no part in Jacobians. */
  static DataSet data(Mlp mlp, int n, long seed) {
    var random = RandomStream.of(seed, "test inputs");
    var inputs = random.doubles((long) n * mlp.width(0), -1.5, 1.5).toArray();
    var targets = random.doubles((long) n * mlp.outputs(), -1, 1).toArray();
    return new DataSet(
        "random numbers",
        List.of(mlp.width(0)),
        inputs,
        new Targets.Values(targets, mlp.outputs()),
        "none");
  }

  /** The same inputs with targets that suit the loss: classes for cross-entropy. */
  static DataSet data(Mlp mlp, int n, long seed, Loss loss) {
    var values = data(mlp, n, seed);
    if (!(loss instanceof Loss.CrossEntropy)) {
      return values;
    }
    var names = IntStream.range(0, mlp.outputs()).mapToObj(Integer::toString).toList();
    var labels = IntStream.range(0, n).map(i -> i % mlp.outputs()).toArray();
    return new DataSet(
        values.name(), values.shape(), values.inputs(), new Targets.Labels(labels, names), "none");
  }

  /** Random weights and biases, large enough for the activations to bend. */
  static Vec theta(Mlp mlp, Workspace work, long seed) {
    var theta = work.vec();
    new Initialization(Initialization.Scheme.FRAMEWORK, Optional.empty(), seed)
        .draw(mlp.layout(), 1, work.space(), theta);
    work.space().scale(2.5, theta);
    return theta;
  }
}
