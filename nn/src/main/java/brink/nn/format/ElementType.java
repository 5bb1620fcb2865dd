package brink.nn.format;

import brink.core.error.InputError;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** How one number is stored in an array file. */
public enum ElementType {
  /** IEEE double precision. */
  FLOAT64("F64", "f8", 8),
  /** IEEE single precision; writing rounds to nearest. */
  FLOAT32("F32", "f4", 4),
  /** Signed 64-bit integers; read as doubles, hence only up to 2^53 in magnitude. */
  INT64("I64", "i8", 8),
  /** Signed 32-bit integers. */
  INT32("I32", "i4", 4),
  /** Unsigned bytes. */
  UINT8("U8", "u1", 1);

  private static final double EXACT = 0x1p53;

  private final String safetensorsName;
  private final String numpyName;
  private final int bytes;

  ElementType(String safetensorsName, String numpyName, int bytes) {
    this.safetensorsName = safetensorsName;
    this.numpyName = numpyName;
    this.bytes = bytes;
  }

  /** Its name in a safetensors header, such as {@code F64}. */
  public String safetensorsName() {
    return safetensorsName;
  }

  /** Its name in a NumPy {@code descr} after the byte-order mark, such as {@code f8}. */
  public String numpyName() {
    return numpyName;
  }

  /** Bytes an element. */
  public int bytes() {
    return bytes;
  }

  /** Whether the elements are whole numbers. */
  public boolean isInteger() {
    return this == INT64 || this == INT32 || this == UINT8;
  }

  static Optional<ElementType> ofSafetensors(String name) {
    return Arrays.stream(values()).filter(type -> type.safetensorsName.equals(name)).findFirst();
  }

  static Optional<ElementType> ofNumpy(String name) {
    return Arrays.stream(values()).filter(type -> type.numpyName.equals(name)).findFirst();
  }

  /**
   * The numbers of a segment whose size is a multiple of {@link #bytes}; {@code where} for errors.
   */
  double[] decode(MemorySegment data, ByteOrder order, String where) {
    var values = new double[Math.toIntExact(data.byteSize() / bytes)];
    switch (this) {
      case FLOAT64 ->
          MemorySegment.copy(
              data,
              ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(order),
              0,
              values,
              0,
              values.length);
      case FLOAT32 -> {
        var layout = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order);
        Arrays.setAll(values, i -> data.get(layout, 4L * i));
      }
      case INT64 -> {
        var layout = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order);
        Arrays.setAll(values, i -> exact(data.get(layout, 8L * i), where));
      }
      case INT32 -> {
        var layout = ValueLayout.JAVA_INT_UNALIGNED.withOrder(order);
        Arrays.setAll(values, i -> data.get(layout, 4L * i));
      }
      case UINT8 -> Arrays.setAll(values, i -> data.get(ValueLayout.JAVA_BYTE, i) & 0xff);
    }
    return values;
  }

  /**
   * The little-endian bytes of some numbers.
   *
   * @throws IllegalArgumentException when the type is an integer one and a number is not whole or
   *     out of its range
   */
  byte[] encode(double[] values) {
    var target = new byte[Math.multiplyExact(values.length, bytes)];
    var data = MemorySegment.ofArray(target);
    var order = ByteOrder.LITTLE_ENDIAN;
    switch (this) {
      case FLOAT64 ->
          MemorySegment.copy(
              values,
              0,
              data,
              ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(order),
              0,
              values.length);
      case FLOAT32 -> {
        var layout = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order);
        for (int i = 0; i < values.length; i++) {
          data.set(layout, 4L * i, (float) values[i]);
        }
      }
      case INT64 -> {
        var layout = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order);
        for (int i = 0; i < values.length; i++) {
          data.set(layout, 8L * i, (long) whole(values[i], -EXACT, EXACT));
        }
      }
      case INT32 -> {
        var layout = ValueLayout.JAVA_INT_UNALIGNED.withOrder(order);
        for (int i = 0; i < values.length; i++) {
          data.set(layout, 4L * i, (int) whole(values[i], Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
      }
      case UINT8 -> {
        for (int i = 0; i < values.length; i++) {
          target[i] = (byte) whole(values[i], 0, 255);
        }
      }
    }
    return target;
  }

  private static double exact(long value, String where) {
    if (Math.abs((double) value) > EXACT) {
      throw new InputError(
          where + " holds the integer " + value + ", which a double cannot hold: store it as f8.");
    }
    return value;
  }

  private double whole(double value, double least, double most) {
    if (!(value >= least && value <= most && value == Math.rint(value))) {
      throw new IllegalArgumentException(value + " cannot be stored as " + this);
    }
    return value;
  }
}
