package brink.nn.format;

import java.util.List;
import java.util.OptionalLong;

/**
 * An array in memory, as read from or to be written to a file. Immutable by contract: nobody writes
 * to its values.
 *
 * @param name within its file, for instance {@code layers.0.weight}
 * @param shape lengths of its axes; empty for a single number
 * @param type how the numbers are stored in the file
 * @param values row-major (C order), as many as the product of the shape
 */
public record NamedArray(String name, List<Long> shape, ElementType type, double[] values) {
  public NamedArray {
    shape = List.copyOf(shape);
    if (!Shapes.count(shape).equals(OptionalLong.of(values.length))) {
      throw new IllegalArgumentException(
          "array " + name + " of shape " + shape + " with " + values.length + " values");
    }
  }

  /** An array stored as float64. */
  public static NamedArray float64(String name, List<Long> shape, double[] values) {
    return new NamedArray(name, shape, ElementType.FLOAT64, values);
  }
}
