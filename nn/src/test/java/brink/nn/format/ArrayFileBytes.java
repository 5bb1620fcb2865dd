package brink.nn.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Array files written byte by byte, after their formats' definitions. */
final class ArrayFileBytes {
  private ArrayFileBytes() {}

  /** A version-1 .npy. */
  static byte[] npy(String header, byte[] elements) {
    var text = header.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(10 + text.length + elements.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) text.length)
        .put(text)
        .put(elements)
        .array();
  }

  static byte[] doubles(ByteOrder order, double... values) {
    var buffer = ByteBuffer.allocate(8 * values.length).order(order);
    buffer.asDoubleBuffer().put(values);
    return buffer.array();
  }

  static byte[] safetensors(String header, byte[] elements) {
    var text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + elements.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .put(elements)
        .array();
  }

  static Path file(Path path, byte[] bytes) {
    try {
      return Files.write(path, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
