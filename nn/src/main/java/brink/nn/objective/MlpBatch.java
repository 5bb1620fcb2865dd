package brink.nn.objective;

import brink.nn.engine.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a storage that a batch of examples takes, and how lanes divide it: views, kept until
 * closed, since making them costs as much as the arithmetic of a small network.
 *
 * @param index which batch
 * @param signals of all its rows
 * @param parts row ranges of the signals, one a lane
 * @param partTangents the same rows of the first tangent
 * @param tangents all rows, one a lane
 */
record MlpBatch(
    int index,
    MlpSignals signals,
    List<MlpSignals> parts,
    List<MlpTangent> partTangents,
    List<MlpTangent> tangents)
    implements AutoCloseable {
  private static final double WORTH_SHARING = 4e6; // flops: below, handing over costs more

  /** Batch {@code index} of some examples in some storage, for at most so many lanes. */
  static MlpBatch of(
      int index, Examples examples, MlpSignals storage, List<MlpTangent> room, int rowsABatch) {
    try (var _ = Scope.open()) {
      long first = (long) index * rowsABatch;
      long rows = Math.min(rowsABatch, examples.size() - first);
      var signals =
          storage
              .on(examples.x().narrow(0, first, rows), examples.y().narrow(0, first, rows))
              .keep();
      boolean worth = 2.0 * rows * signals.mlp().layout().size() >= WORTH_SHARING;
      int lanes = worth ? (int) Math.min(room.size(), rows) : 1;
      var parts = new ArrayList<MlpSignals>();
      var partTangents = new ArrayList<MlpTangent>();
      for (int lane = 0; lane < lanes; lane++) {
        long from = rows * lane / lanes;
        long count = rows * (lane + 1) / lanes - from;
        var part = signals.rows(from, count).keep();
        parts.add(part);
        partTangents.add(room.getFirst().rows(part, from, count).keep());
      }
      var tangents = room.stream().limit(lanes).map(t -> t.rows(signals, 0, rows).keep()).toList();
      return new MlpBatch(index, signals, parts, partTangents, tangents);
    }
  }

  /** How many lanes divide it. */
  int lanes() {
    return parts.size();
  }

  @Override
  public void close() {
    signals.free();
    parts.forEach(MlpSignals::free);
    partTangents.forEach(MlpTangent::free);
    tangents.forEach(MlpTangent::free);
  }
}
