package brink.nn.format;

import brink.core.error.InputError;
import brink.core.error.Why;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * NumPy's {@code .npy} format, versions 1 to 3 (numpy.lib.format): a magic number, a version, a
 * header that is a Python dictionary, and the elements.
 *
 * <p>Read: {@code f4 f8 i4 i8 u1} in either byte order, C or Fortran order. Written: little-endian,
 * C order, version 1, the elements starting at a multiple of 64 bytes.
 */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>|=])([a-z]\\d+)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,]*)\\)");

  private Npy() {}

  /** Reads a file; the array's name is the file's, without {@code .npy}. */
  public static NamedArray read(Path path) {
    try {
      var name = path.getFileName().toString().replaceFirst("\\.npy$", "");
      return parse(name, path.toString(), Files.readAllBytes(path));
    } catch (IOException e) {
      throw new InputError(path + " cannot be read (" + Why.of(e) + "): check the path.", e);
    }
  }

  /** Writes or replaces a file. */
  public static void write(Path path, NamedArray array) {
    AtomicFile.write(path, format(array));
  }

  static NamedArray parse(String name, String where, byte[] bytes) {
    if (bytes.length < 12 || !Arrays.equals(bytes, 0, 6, MAGIC, 0, 6)) {
      throw new InputError(
          where + " is not a NumPy array (wrong magic): write it with numpy.save.");
    }
    boolean longHeader = bytes[6] > 1;
    var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int start = longHeader ? 12 : 10;
    long headerLength = longHeader ? buffer.getInt(8) & 0xffffffffL : buffer.getShort(8) & 0xffff;
    if (headerLength > bytes.length - start) {
      throw new InputError(where + " ends inside its header: copy it again from its source.");
    }
    var header = new String(bytes, start, (int) headerLength, StandardCharsets.UTF_8);
    var descr = DESCR.matcher(header);
    var fortran = ORDER.matcher(header);
    var lengths = SHAPE.matcher(header);
    if (!descr.find() || !fortran.find() || !lengths.find()) {
      throw new InputError(
          where
              + " has the header "
              + header.strip()
              + ": store a plain array of f4, f8, i4, i8 or u1.");
    }
    var type =
        ElementType.ofNumpy(descr.group(2))
            .orElseThrow(() ->
                new InputError(
                    where
                        + " has elements of type "
                        + descr.group(2)
                        + ": convert it to one of f4, f8, i4, i8, u1 with astype."));
    var order = descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    var shape =
        Arrays.stream(lengths.group(1).split(","))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .map(Long::valueOf)
            .toList();
    long offset = start + headerLength;
    var expected = Shapes.bytes(shape, type);
    if (expected.isEmpty() || expected.getAsLong() != bytes.length - offset) {
      throw new InputError(
          where
              + " holds "
              + (bytes.length - offset)
              + " bytes of elements, but its shape "
              + shape
              + " of "
              + type.numpyName()
              + " needs another number: it is truncated or damaged, write it again.");
    }
    var values = type.decode(MemorySegment.ofArray(bytes).asSlice(offset), order, where);
    var rowMajor = fortran.group(1).equals("True") ? rowMajor(values, shape) : values;
    return new NamedArray(name, shape, type, rowMajor);
  }

  static byte[] format(NamedArray array) {
    var shape =
        array.shape().stream()
            .map(length -> length + ",")
            .collect(Collectors.joining(" ", "(", ")"));
    var mark = array.type().bytes() == 1 ? "|" : "<";
    var header =
        "{'descr': '%s%s', 'fortran_order': False, 'shape': %s, }"
            .formatted(mark, array.type().numpyName(), shape);
    int padded = Math.ceilDiv(10 + header.length() + 1, 64) * 64 - 10;
    var out = new ByteArrayOutputStream();
    out.writeBytes(MAGIC);
    out.writeBytes(new byte[] {1, 0, (byte) padded, (byte) (padded >>> 8)});
    var line = header + " ".repeat(padded - header.length() - 1) + "\n";
    out.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(array.type().encode(array.values()));
    return out.toByteArray();
  }

  /** Reorders elements whose first index runs fastest so that the last does. */
  private static double[] rowMajor(double[] columnMajor, List<Long> shape) {
    var strides = new ArrayList<Long>();
    long stride = 1;
    for (long length : shape) {
      strides.add(stride);
      stride *= length;
    }
    var values = new double[columnMajor.length];
    for (int i = 0; i < values.length; i++) {
      long rest = i;
      long from = 0;
      for (int axis = shape.size() - 1; axis >= 0; axis--) {
        from += rest % shape.get(axis) * strides.get(axis);
        rest /= shape.get(axis);
      }
      values[i] = columnMajor[(int) from];
    }
    return values;
  }
}
