package brink.nn.objective;

import brink.nn.engine.Engine;
import brink.nn.engine.Scope;
import brink.nn.network.Mlp;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Native storage for a batch of examples, used again and again: page faults cost more than the
 * arithmetic that follows them.
 */
final class MlpStorage implements AutoCloseable {
  private final Examples examples;
  private final int rows;
  private final MlpSignals signals;
  private final List<MlpTangent> tangents; // one a lane
  private Optional<MlpBatch> last = Optional.empty();

  /** Storage for {@code rows} examples a batch. */
  MlpStorage(Engine engine, Mlp mlp, Loss loss, Examples examples, int rows) {
    this.examples = examples;
    this.rows = rows;
    try (var _ = Scope.open()) {
      signals = MlpSignals.allocate(engine, mlp, loss, 1.0 / examples.size(), rows).keep();
      tangents =
          IntStream.range(0, engine.lanes().count())
              .mapToObj(_ -> MlpTangent.allocate(engine, signals, rows).keep())
              .toList();
    }
  }

  /** As many rows as the memory budget allows, at most n. */
  static int affordableRows(Engine engine, Mlp mlp, int n) {
    long numbers = MlpSignals.numbers(mlp) + engine.lanes().count() * MlpTangent.numbers(mlp);
    return Math.clamp(engine.memoryBudget() / (numbers * engine.precision().bytes()), 1, n);
  }

  /** How many batches the examples make. */
  int batches() {
    return (examples.size() + rows - 1) / rows;
  }

  /** The views of a batch; those of the last one are given up. */
  MlpBatch batch(int index) {
    if (last.isEmpty() || last.get().index() != index) {
      last.ifPresent(MlpBatch::close);
      last = Optional.of(MlpBatch.of(index, examples, signals, tangents, rows));
    }
    return last.get();
  }

  @Override
  public void close() {
    last.ifPresent(MlpBatch::close);
    signals.free();
    tangents.forEach(MlpTangent::free);
  }
}
