package brink.nn.objective;

import brink.nn.engine.Engine;
import brink.nn.engine.Scope;
import brink.nn.network.Mlp;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Native storage for a batch of examples, used again and again: page faults cost more than the
 * arithmetic that follows them.
 *
 * @param rows examples a batch
 * @param signals of the batch
 * @param tangents one a lane
 */
record MlpStorage(int rows, MlpSignals signals, List<MlpTangent> tangents) {
  /** As many rows as the memory budget allows, at most n. */
  static int affordableRows(Engine engine, Mlp mlp, int n) {
    long numbers = MlpSignals.numbers(mlp) + engine.lanes().count() * MlpTangent.numbers(mlp);
    return Math.clamp(engine.memoryBudget() / (numbers * engine.precision().bytes()), 1, n);
  }

  static MlpStorage allocate(Engine engine, Mlp mlp, Loss loss, double weight, int rows) {
    try (var _ = Scope.open()) {
      var signals = MlpSignals.allocate(engine, mlp, loss, weight, rows).keep();
      var tangents =
          IntStream.range(0, engine.lanes().count())
              .mapToObj(_ -> MlpTangent.allocate(engine, signals, rows).keep())
              .toList();
      return new MlpStorage(rows, signals, tangents);
    }
  }

  void free() {
    signals.free();
    tangents.forEach(MlpTangent::free);
  }
}
