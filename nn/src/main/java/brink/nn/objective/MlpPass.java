package brink.nn.objective;

import brink.core.vector.Block;
import brink.core.vector.Vec;
import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * One use of signal storage at one theta, batch by batch of the examples.
 *
 * <p>A pass over one vector has two phases. In the first, lanes divide the examples and carry the
 * signals through the layers; in the second they divide the rows of the weight matrices and
 * contract the signals over all the examples. Of a block of vectors every lane takes whole ones,
 * which makes for larger matrix products. No lane ever adds to another's result.
 */
final class MlpPass implements AutoCloseable {
  private static final double WORTH_SHARING = 4e6; // flops: below, handing over costs more

  private final Engine engine;
  private final Examples examples;
  private final MlpStorage storage;
  private final Consumer<MlpStorage> giveBack;
  private final Tensor[] theta;

  // Of the batch that is worked on:
  private final List<Runnable> views = new ArrayList<>(); // what frees them
  private MlpSignals signals;
  private List<MlpSignals> parts; // row ranges of the signals, one a lane
  private List<MlpTangent> partTangents; // the same rows of the first tangent
  private List<MlpTangent> tangents; // all rows, one a lane
  private boolean prepared;

  MlpPass(
      Engine engine, Examples examples, MlpStorage storage, Vec at, Consumer<MlpStorage> giveBack) {
    this.engine = engine;
    this.examples = examples;
    this.storage = storage;
    this.giveBack = giveBack;
    this.signals = storage.signals();
    try (var _ = Scope.open()) {
      theta = signals.mlp().layout().views(engine, at);
      Stream.of(theta).forEach(Scope::keep);
    }
  }

  int batches() {
    return (examples.size() + storage.rows() - 1) / storage.rows();
  }

  /** Forward signals of a batch. */
  void forward(int batch) {
    take(batch);
    share(parts, part -> part.forward(theta));
  }

  /** Forward and backward signals of a batch. */
  void signals(int batch) {
    take(batch);
    share(
        parts,
        part -> {
          part.forward(theta);
          part.backward(theta);
        });
  }

  private void take(int batch) {
    free();
    prepared = false;
    try (var _ = Scope.open()) {
      long first = (long) batch * storage.rows();
      long rows = Math.min(storage.rows(), examples.size() - first);
      signals =
          storage
              .signals()
              .on(examples.x().narrow(0, first, rows), examples.y().narrow(0, first, rows))
              .keep();
      views.add(signals::free);
      boolean worth = 2.0 * rows * signals.mlp().layout().size() >= WORTH_SHARING;
      int lanes = worth ? (int) Math.min(engine.lanes().count(), rows) : 1;
      parts = new ArrayList<>();
      partTangents = new ArrayList<>();
      for (int lane = 0; lane < lanes; lane++) {
        long from = rows * lane / lanes;
        long count = rows * (lane + 1) / lanes - from;
        var part = signals.rows(from, count).keep();
        var tangent = storage.tangents().getFirst().rows(part, from, count).keep();
        views.add(part::free);
        views.add(tangent::free);
        parts.add(part);
        partTangents.add(tangent);
      }
      tangents =
          storage.tangents().stream()
              .limit(lanes)
              .map(tangent -> tangent.rows(signals, 0, rows).keep())
              .toList();
      tangents.forEach(tangent -> views.add(tangent::free));
    }
  }

  /** The sum of the loss over the batch. */
  double lossSum() {
    try (var _ = Scope.open()) {
      double sum = 0;
      for (double value : Ops.read(signals.loss().values(signals.z(), signals.y()))) {
        sum += value;
      }
      return sum;
    }
  }

  /** How many examples of the batch have their largest output where y has. */
  int right() {
    try (var _ = Scope.open()) {
      return Examples.right(signals.z(), signals.y());
    }
  }

  /** Writes the gradient over all batches; returns the mean loss. */
  double gradient(Vec into) {
    double total = 0;
    for (int batch = 0; batch < batches(); batch++) {
      signals(batch);
      total += lossSum();
      gradient(batch, into);
    }
    return total / examples.size();
  }

  /** Writes the gradient of the batch whose signals are here, or adds it from the second on. */
  void gradient(int batch, Vec into) {
    shareRows(into, (l, from, to, out) -> signals.gradient(l, from, to, out, batch > 0));
  }

  /** The products of a term on the batch whose signals are here. */
  void product(int batch, Term term, Block x, Block into) {
    if (!prepared) {
      share(parts, MlpSignals::prepare);
      prepared = true;
    }
    int lanes = tangents.size();
    int whole = lanes > 1 ? x.columns() - x.columns() % lanes : 0;
    share(
        IntStream.range(0, lanes).boxed().toList(),
        lane -> {
          for (int i = whole * lane / lanes; i < whole * (lane + 1) / lanes; i++) {
            var tangent = tangents.get(lane);
            tangent.differentiate(theta, views(x.column(i)), term);
            var out = views(into.column(i));
            for (int l = 1; l <= signals.mlp().layers(); l++) {
              tangent.gradient(l, 0, signals.mlp().width(l), term, out, batch > 0);
            }
          }
        });
    for (int i = whole; i < x.columns(); i++) {
      product(batch, term, x.column(i), into.column(i));
    }
  }

  private void product(int batch, Term term, Vec v, Vec into) {
    try (var _ = Scope.open()) {
      var direction = views(v);
      share(partTangents, part -> part.differentiate(theta, direction, term));
    }
    var tangent = tangents.getFirst();
    shareRows(into, (l, from, to, out) -> tangent.gradient(l, from, to, term, out, batch > 0));
  }

  private Tensor[] views(Vec vec) {
    return signals.mlp().layout().views(engine, vec);
  }

  private <T> void share(List<T> pieces, Consumer<T> work) {
    engine
        .lanes()
        .share(
            pieces.size(),
            (from, to) -> {
              try (var _ = Scope.open()) {
                pieces.subList(from, to).forEach(work);
              }
            });
  }

  @FunctionalInterface
  private interface RowWork {
    void run(int l, long from, long to, Tensor[] out);
  }

  private void shareRows(Vec into, RowWork work) {
    try (var _ = Scope.open()) {
      var out = views(into);
      int count = parts.size();
      share(
          IntStream.range(0, count).boxed().toList(),
          piece -> {
            for (int l = 1; l <= signals.mlp().layers(); l++) {
              long from = (long) signals.mlp().width(l) * piece / count;
              long to = (long) signals.mlp().width(l) * (piece + 1) / count;
              if (to > from) {
                work.run(l, from, to, out);
              }
            }
          });
    }
  }

  private void free() {
    views.forEach(Runnable::run);
    views.clear();
  }

  @Override
  public void close() {
    free();
    Stream.of(theta).forEach(Scope::free);
    giveBack.accept(storage);
  }
}
