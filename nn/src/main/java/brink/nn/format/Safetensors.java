package brink.nn.format;

import brink.core.error.InputError;
import brink.core.error.Why;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * The safetensors format: eight bytes with the header's length (little-endian), a JSON header with
 * type, shape and data offsets of every array, and the elements without gaps.
 *
 * <p>Element types: F64, F32, I64, I32, U8.
 */
public final class Safetensors {
  /** The largest header the format's own library accepts, in bytes. */
  static final long HEADER_LIMIT = 100_000_000;

  static final String METADATA = "__metadata__";
  private static final ValueLayout.OfLong LENGTH =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int CHUNK = 1 << 26;

  private Safetensors() {}

  /**
   * Writes or replaces a file. Native segments go to disk as they are, without a copy on the heap.
   * Arrays with wider elements come first, so that every element is aligned; otherwise the given
   * order is kept.
   *
   * @param arrays with distinct names
   * @param metadata kept as {@code __metadata__}; left out when empty
   */
  public static void write(Path path, List<ArraySegment> arrays, Map<String, String> metadata) {
    var ordered =
        arrays.stream()
            .sorted(Comparator.comparing((ArraySegment array) -> -array.type().bytes()))
            .toList();
    var header = header(ordered, metadata);
    AtomicFile.write(
        path,
        channel -> {
          writeFully(channel, header);
          for (var array : ordered) {
            writeFully(channel, array.data());
          }
        });
  }

  /**
   * Maps a file into memory; nothing is copied.
   *
   * @param arena on whose closing the arrays become invalid
   * @throws InputError when the file is missing, truncated or malformed
   */
  public static SafetensorsFile open(Path path, Arena arena) {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      var file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      if (file.byteSize() < 8) {
        throw broken(path, "is too short for a header");
      }
      long length = file.get(LENGTH, 0);
      if (length < 2 || length > HEADER_LIMIT || length > file.byteSize() - 8) {
        throw broken(path, "claims a header of " + Long.toUnsignedString(length) + " bytes");
      }
      var header = file.asSlice(8, length).toArray(ValueLayout.JAVA_BYTE);
      return SafetensorsHeader.parse(path, header, file.asSlice(8 + length));
    } catch (IOException e) {
      throw new InputError(path + " cannot be read (" + Why.of(e) + "): check the path.", e);
    }
  }

  /** Reads every array onto the heap, in the order of their data. */
  public static List<NamedArray> read(Path path) {
    try (var arena = Arena.ofConfined()) {
      return open(path, arena).arrays().stream().map(ArraySegment::toNamedArray).toList();
    }
  }

  static InputError broken(Path path, String what) {
    return new InputError(
        path + " " + what + ": it is truncated or no safetensors file, write or copy it again.");
  }

  private static MemorySegment header(List<ArraySegment> arrays, Map<String, String> metadata) {
    var names = new HashSet<String>();
    var mapper = JsonMapper.shared();
    var root = mapper.createObjectNode();
    if (!metadata.isEmpty()) {
      var strings = root.putObject(METADATA);
      // Sorted: the same content gives the same bytes.
      new TreeMap<>(metadata).forEach(strings::put);
    }
    long offset = 0;
    for (var array : arrays) {
      if (array.name().equals(METADATA) || !names.add(array.name())) {
        throw new IllegalArgumentException("the array name " + array.name() + " is taken");
      }
      var node = root.putObject(array.name());
      node.put("dtype", array.type().safetensorsName());
      array.shape().forEach(node.putArray("shape")::add);
      node.putArray("data_offsets").add(offset).add(offset + array.data().byteSize());
      offset += array.data().byteSize();
    }
    var json = mapper.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
    int padded = Math.ceilDiv(json.length, 8) * 8;
    var header = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(padded).put(json);
    while (header.hasRemaining()) {
      header.put((byte) ' ');
    }
    return MemorySegment.ofArray(header.array());
  }

  private static void writeFully(FileChannel channel, MemorySegment data) throws IOException {
    try (var arena = Arena.ofConfined()) {
      for (long from = 0; from < data.byteSize(); from += CHUNK) {
        var chunk = data.asSlice(from, Math.min(CHUNK, data.byteSize() - from));
        var buffer = (chunk.isNative() ? chunk : copy(chunk, arena)).asByteBuffer();
        AtomicFile.writeFully(channel, buffer);
      }
    }
  }

  /** A heap segment of doubles has no byte buffer of its own. */
  private static MemorySegment copy(MemorySegment chunk, Arena arena) {
    return arena.allocate(chunk.byteSize()).copyFrom(chunk);
  }
}
