package brink.nn.objective;

import brink.core.vector.Block;
import brink.core.vector.Lanes;
import brink.core.vector.Vec;
import brink.nn.engine.Scope;
import brink.nn.objective.Recording.Product;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * The pieces of a batch, recorded such that products can follow.
 *
 * @param on what was recorded
 * @param pieces in the order of the examples
 */
record RecordedBatch(Recordable on, List<Recording> pieces) implements AutoCloseable {
  static RecordedBatch of(Recordable on, Vec theta, List<Division.Piece> pieces) {
    var recordings =
        each(
            on.engine().lanes(),
            new Recording[pieces.size()],
            i -> Recording.of(on, theta, pieces.get(i), true));
    return new RecordedBatch(on, List.of(recordings));
  }

  /** Fills an array, lanes sharing the work. */
  private static <T> T[] each(Lanes lanes, T[] into, IntFunction<T> element) {
    lanes.share(
        into.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            into[i] = element.apply(i);
          }
        });
    return into;
  }

  /** The loss summed over the batch. */
  double lossSum() {
    return pieces.stream().mapToDouble(Recording::lossSum).sum();
  }

  /** Writes this batch's part of the gradient. */
  void gradient(Vec into) {
    try (var _ = Scope.open()) {
      var target = on.flat(into);
      LaneSum.write(
          on.engine().lanes(), pieces.size(), i -> pieces.get(i).gradient(), target, false);
    }
  }

  /**
   * Writes the products of this batch's part of a term, or adds them to what is there. As many
   * vectors as there are lanes are done side by side, each over all pieces; for the vectors that
   * are left lanes share the pieces of each.
   */
  void product(Term term, Block x, Block into, boolean add) {
    var lanes = on.engine().lanes();
    var products = each(lanes, new Product[pieces.size()], i -> pieces.get(i).product(term));
    int side = x.columns() - x.columns() % lanes.count();
    lanes.share(
        side,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            alone(products, x.column(i), into.column(i), add);
          }
        });
    for (int i = side; i < x.columns(); i++) {
      shared(products, x.column(i), into.column(i), add);
    }
    Stream.of(products).forEach(Product::close);
  }

  private void alone(Product[] products, Vec x, Vec into, boolean add) {
    for (int p = 0; p < products.length; p++) {
      try (var _ = Scope.open()) {
        LaneSum.put(products[p].apply(on.flat(x)), on.flat(into), add || p > 0);
      }
    }
  }

  private void shared(Product[] products, Vec x, Vec into, boolean add) {
    try (var _ = Scope.open()) {
      var v = on.flat(x);
      var lanes = on.engine().lanes();
      LaneSum.write(lanes, products.length, p -> products[p].apply(v), on.flat(into), add);
    }
  }

  @Override
  public void close() {
    pieces.forEach(Recording::close);
  }
}
