package brink.nn.objective;

import brink.core.vector.Vec;
import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import brink.nn.network.Mlp;

/** Gradients of an MLP on batches of one size, which are copied together from all the examples. */
final class MlpBatches implements BatchGradient {
  private final Engine engine;
  private final Mlp mlp;
  private final Examples all;
  private final Examples batch; // filled anew for each gradient
  private final MlpStorage storage;

  MlpBatches(Engine engine, Mlp mlp, Loss loss, Examples all, int size) {
    this.engine = engine;
    this.mlp = mlp;
    this.all = all;
    try (var _ = Scope.open()) {
      this.batch =
          new Examples(
              size,
              Scope.keep(engine.zeros(size, mlp.width(0))),
              Scope.keep(engine.zeros(size, mlp.outputs())),
              all.classes());
    }
    int rows = MlpStorage.affordableRows(engine, mlp, size);
    this.storage = new MlpStorage(engine, mlp, loss, batch, rows);
  }

  @Override
  public int examples() {
    return all.size();
  }

  @Override
  public double gradient(Vec theta, int[] rows, Vec into) {
    if (rows.length != batch.size()) {
      throw new IllegalArgumentException(
          "a batch of %d examples where %d were agreed on".formatted(rows.length, batch.size()));
    }
    try (var _ = Scope.open()) {
      Ops.selectRows(all.x(), rows, batch.x());
      Ops.selectRows(all.y(), rows, batch.y());
    }
    try (var pass = new MlpPass(engine, mlp, storage, theta, _ -> {})) {
      return pass.gradient(into) / batch.size();
    }
  }

  @Override
  public void close() {
    storage.close();
    batch.close();
  }
}
