package brink.nn.objective;

import brink.core.error.InputError;
import brink.nn.data.DataSet;
import brink.nn.data.Targets;
import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import brink.nn.network.Network;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;

/**
 * A data set in tensors: x [n x d] and y [n x C], one-hot where the targets are classes.
 *
 * @param size n
 * @param x inputs
 * @param y targets
 * @param classes whether the targets are classes, so that an accuracy makes sense
 */
record Examples(int size, Tensor x, Tensor y, boolean classes) implements AutoCloseable {
  static Examples of(Engine engine, Network network, Loss loss, DataSet data) {
    loss.requireFit(data);
    int n = data.size();
    int outputs = data.targets().outputs();
    if (network.outputs() != outputs) {
      throw new InputError(
          "The network has %d outputs, but the data set %s asks for %d: set the last width to %d."
              .formatted(network.outputs(), data.name(), outputs, outputs));
    }
    double[] targets =
        switch (data.targets()) {
          case Targets.Values(double[] values, int _) -> values;
          case Targets.Labels labels -> labels.oneHot().values();
        };
    try (var _ = Scope.open()) {
      return new Examples(
          n,
          Scope.keep(engine.tensor(data.inputs(), n, data.features())),
          Scope.keep(engine.tensor(targets, n, outputs)),
          data.targets() instanceof Targets.Labels);
    }
  }

  /** Room for some examples of the same kind. */
  Examples room(Engine engine, int count) {
    try (var _ = Scope.open()) {
      return new Examples(
          count,
          Scope.keep(engine.zeros(count, x.size(1))),
          Scope.keep(engine.zeros(count, y.size(1))),
          classes);
    }
  }

  /** The fraction of examples whose largest output is that of their class. */
  OptionalDouble accuracy(int right) {
    return classes ? OptionalDouble.of((double) right / size) : OptionalDouble.empty();
  }

  /** How many rows of z have their largest number where y has. */
  static int right(Tensor z, Tensor y) {
    return (int) Ops.largestInRow(z).eq(Ops.largestInRow(y)).sum().item_long();
  }

  @Override
  public void close() {
    Scope.free(x);
    Scope.free(y);
  }
}
