package brink.nn.objective;

import brink.core.vector.Vec;
import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import java.util.function.Function;

/**
 * Gradients on batches of one size, whose examples are copied together for each.
 *
 * @param all to choose from; they stay open
 * @param batch filled anew for each gradient
 * @param on the objective of the batch, which owns it
 */
record CopiedBatches(Examples all, Examples batch, Objective on) implements BatchGradient {
  static CopiedBatches of(
      Engine engine, Examples all, int size, Function<Examples, Objective> objective) {
    var batch = all.room(engine, size);
    return new CopiedBatches(all, batch, objective.apply(batch));
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
    return on.gradient(theta, into);
  }

  @Override
  public void close() {
    on.close();
  }
}
