package brink.nn.objective;

import brink.core.vector.Block;
import brink.core.vector.Vec;
import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import brink.nn.network.Mlp;
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
  private final Engine engine;
  private final Mlp mlp;
  private final MlpStorage storage;
  private final Consumer<MlpStorage> giveBack;
  private final Tensor[] theta;
  private MlpBatch batch; // that is worked on
  private boolean prepared; // for products

  MlpPass(Engine engine, Mlp mlp, MlpStorage storage, Vec at, Consumer<MlpStorage> giveBack) {
    this.engine = engine;
    this.mlp = mlp;
    this.storage = storage;
    this.giveBack = giveBack;
    this.batch = storage.batch(0);
    try (var _ = Scope.open()) {
      theta = views(at);
      Stream.of(theta).forEach(Scope::keep);
    }
  }

  int batches() {
    return storage.batches();
  }

  /** Forward signals of a batch. */
  void forward(int index) {
    batch = storage.batch(index);
    share(batch.parts(), part -> part.forward(theta));
  }

  /** Forward and backward signals of a batch. */
  void signals(int index) {
    batch = storage.batch(index);
    prepared = false;
    share(
        batch.parts(),
        part -> {
          part.forward(theta);
          part.backward(theta);
        });
  }

  /** The sum of the loss over the batch. */
  double lossSum() {
    var signals = batch.signals();
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
      return Examples.right(batch.signals().z(), batch.signals().y());
    }
  }

  /** Writes the gradient over all batches; returns the sum of the loss. */
  double gradient(Vec into) {
    double total = 0;
    for (int index = 0; index < batches(); index++) {
      signals(index);
      total += lossSum();
      contract(into);
    }
    return total;
  }

  /** Writes the gradient of the batch whose signals are here, or adds it from the second on. */
  void contract(Vec into) {
    shareRows(into, (l, from, to, out) -> batch.signals().gradient(l, from, to, out, later()));
  }

  /** The products of a term on the batch whose signals are here, written or added likewise. */
  void product(Term term, Block x, Block into) {
    if (!prepared) {
      share(batch.parts(), MlpSignals::prepare);
      prepared = true;
    }
    int lanes = batch.lanes();
    int whole = lanes > 1 ? x.columns() - x.columns() % lanes : 0;
    share(
        IntStream.range(0, lanes).boxed().toList(),
        lane -> {
          var tangent = batch.tangents().get(lane);
          for (int i = whole * lane / lanes; i < whole * (lane + 1) / lanes; i++) {
            tangent.differentiate(theta, views(x.column(i)), term);
            var out = views(into.column(i));
            for (int l = 1; l <= mlp.layers(); l++) {
              tangent.gradient(l, 0, mlp.width(l), term, out, later());
            }
          }
        });
    for (int i = whole; i < x.columns(); i++) {
      product(term, x.column(i), into.column(i));
    }
  }

  private void product(Term term, Vec v, Vec into) {
    try (var _ = Scope.open()) {
      var direction = views(v);
      share(batch.partTangents(), part -> part.differentiate(theta, direction, term));
    }
    var tangent = batch.tangents().getFirst();
    shareRows(into, (l, from, to, out) -> tangent.gradient(l, from, to, term, out, later()));
  }

  /** Whether this batch adds to what earlier ones wrote. */
  private boolean later() {
    return batch.index() > 0;
  }

  private Tensor[] views(Vec vec) {
    return mlp.layout().views(engine, vec);
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
      int lanes = batch.lanes();
      share(
          IntStream.range(0, lanes).boxed().toList(),
          lane -> {
            for (int l = 1; l <= mlp.layers(); l++) {
              long from = (long) mlp.width(l) * lane / lanes;
              long to = (long) mlp.width(l) * (lane + 1) / lanes;
              if (to > from) {
                work.run(l, from, to, out);
              }
            }
          });
    }
  }

  @Override
  public void close() {
    Stream.of(theta).forEach(Scope::free);
    giveBack.accept(storage);
  }
}
