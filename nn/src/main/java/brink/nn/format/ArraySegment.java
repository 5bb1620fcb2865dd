package brink.nn.format;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalLong;

/**
 * An array as a stretch of memory: a slice of a snapshot about to be written, or of a mapped file.
 *
 * @param name within its file
 * @param shape lengths of its axes; empty for a single number
 * @param type of its elements
 * @param data little-endian elements in row-major order, of exactly the shape's size; valid as long
 *     as its arena
 */
public record ArraySegment(String name, List<Long> shape, ElementType type, MemorySegment data) {
  public ArraySegment {
    shape = List.copyOf(shape);
    if (!Shapes.bytes(shape, type).equals(OptionalLong.of(data.byteSize()))) {
      throw new IllegalArgumentException(
          "array " + name + " of shape " + shape + " in " + data.byteSize() + " bytes");
    }
  }

  /** The same array, encoded into new memory. */
  public static ArraySegment of(NamedArray array) {
    var data = MemorySegment.ofArray(array.type().encode(array.values()));
    return new ArraySegment(array.name(), array.shape(), array.type(), data);
  }

  /** A copy on the heap. */
  public NamedArray toNamedArray() {
    return new NamedArray(name, shape, type, type.decode(data, ByteOrder.LITTLE_ENDIAN, name));
  }
}
