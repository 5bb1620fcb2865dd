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
 * A data set in tensors: x [n x d] and y [n x r C], one-hot where the targets are classes, with r
 * rows of C outputs an example.
 *
 * @param size n
 * @param rows r
 * @param x inputs
 * @param y targets
 * @param classes whether the targets are classes, so that an accuracy makes sense
 */
record Examples(int size, int rows, Tensor x, Tensor y, boolean classes) implements AutoCloseable {
  static Examples of(Engine engine, Network network, Loss loss, DataSet data) {
    loss.requireFit(data);
    int n = data.size();
    int outputs = data.targets().outputs();
    int rows = data.targets().rows();
    if (network.rows() != rows) {
      throw new InputError(
          "The network says something at %d positions of an example, but %s asks at %d: make it for this data."
              .formatted(network.rows(), data.name(), rows));
    }
    if (network.outputs() != outputs) {
      throw new InputError(
          "The network has %d outputs, but the data set %s asks for %d: set the last width to %d."
              .formatted(network.outputs(), data.name(), outputs, outputs));
    }
    try (var _ = Scope.open()) {
      var y =
          switch (data.targets()) {
            case Targets.Values(double[] values, int _) -> engine.tensor(values, n, outputs);
            case Targets.Labels labels -> engine.oneHot(labels.labels(), outputs);
            case Targets.Tokens tokens ->
                engine.oneHot(tokens.tokens(), outputs).view(n, (long) rows * outputs);
          };
      return new Examples(
          n,
          rows,
          Scope.keep(engine.tensor(data.inputs(), n, data.features())),
          Scope.keep(y),
          !(data.targets() instanceof Targets.Values));
    }
  }

  /** Room for some examples of the same kind. */
  Examples room(Engine engine, int count) {
    try (var _ = Scope.open()) {
      return new Examples(
          count,
          rows,
          Scope.keep(engine.zeros(count, x.size(1))),
          Scope.keep(engine.zeros(count, y.size(1))),
          classes);
    }
  }

  /** The same, to be closed too, with x stored column by column. */
  Examples byColumn() {
    try (var _ = Scope.open()) {
      return new Examples(
          size, rows, Scope.keep(x.t().contiguous().t()), Scope.keep(y.clone()), classes);
    }
  }

  /** How many rows of outputs the mean of the loss is over, n r. */
  long terms() {
    return (long) size * rows;
  }

  /** Targets of k examples row by row, as the network's outputs are: [k x r C] to [k r x C]. */
  Tensor byRow(Tensor targets) {
    return targets.view(targets.size(0) * rows, targets.size(1) / rows);
  }

  /** The fraction of rows of outputs whose largest is that of their class. */
  OptionalDouble accuracy(int right) {
    return classes ? OptionalDouble.of((double) right / terms()) : OptionalDouble.empty();
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
