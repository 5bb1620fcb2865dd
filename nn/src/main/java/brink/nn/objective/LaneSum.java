package brink.nn.objective;

import brink.core.vector.Lanes;
import brink.nn.engine.Scope;
import java.util.function.IntFunction;
import org.bytedeco.pytorch.Tensor;

/** Sums of tensors that lanes compute, always added up in the same order. */
final class LaneSum {
  private LaneSum() {}

  /**
   * Writes the sum of tensors, or adds it to what is there.
   *
   * @param count of tensors, at least 1; each lane computes a range of them
   * @param summand tensor i, of the shape of into; what it makes is freed behind it
   */
  static void write(Lanes lanes, int count, IntFunction<Tensor> summand, Tensor into, boolean add) {
    int parts = Math.min(lanes.count(), count);
    var sums = new Tensor[parts];
    lanes.share(
        parts,
        (from, to) -> {
          for (int part = from; part < to; part++) {
            int first = (int) ((long) count * part / parts);
            int end = (int) ((long) count * (part + 1) / parts);
            sums[part] = sum(first, end, summand);
          }
        });
    try (var _ = Scope.open()) {
      for (int part = 0; part < parts; part++) {
        put(sums[part], into, add || part > 0);
        Scope.free(sums[part]);
      }
    }
  }

  /** {@code into = a} or {@code into = into + a}. */
  static void put(Tensor a, Tensor into, boolean add) {
    if (add) {
      into.add_(a);
    } else {
      into.copy_(a);
    }
  }

  private static Tensor sum(int first, int end, IntFunction<Tensor> summand) {
    try (var _ = Scope.open()) {
      var sum = Scope.keep(summand.apply(first).clone());
      for (int i = first + 1; i < end; i++) {
        try (var _ = Scope.open()) {
          sum.add_(summand.apply(i));
        }
      }
      return sum;
    }
  }
}
