package brink.nn.format;

import java.util.List;
import java.util.OptionalLong;

/** Sizes of arrays given by files, where nothing may be trusted. */
final class Shapes {
  private Shapes() {}

  /** The product of the lengths; empty when a length is negative or the product overflows. */
  static OptionalLong count(List<Long> shape) {
    long product = 1;
    for (long length : shape) {
      if (length < 0 || Math.multiplyHigh(product, length) != 0 || product * length < 0) {
        return OptionalLong.empty();
      }
      product *= length;
    }
    return OptionalLong.of(product);
  }

  /** The product of the lengths times the bytes an element; empty as above. */
  static OptionalLong bytes(List<Long> shape, ElementType type) {
    var count = count(shape);
    return count.isPresent()
        ? count(List.of(count.getAsLong(), (long) type.bytes()))
        : OptionalLong.empty();
  }
}
