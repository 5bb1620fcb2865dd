package brink.nn.network;

import brink.core.error.InputError;
import brink.core.vector.FlatVec;
import brink.core.vector.Precision;
import brink.core.vector.Space;
import brink.core.vector.Vec;
import brink.nn.format.ArraySegment;
import brink.nn.format.ElementType;
import brink.nn.format.NamedArray;
import brink.nn.format.Npz;
import brink.nn.format.Safetensors;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Weights from and to files, one array a parameter, under the names of the {@link Layout}. */
public final class Weights {
  private Weights() {}

  /**
   * Reads all parameters from a safetensors or NPZ file; other arrays in it are left alone.
   *
   * @throws InputError if the file is broken, or an array is missing, of another shape or not
   *     finite
   */
  public static void read(Path path, Layout layout, Space space, Vec into) {
    boolean npz = path.getFileName().toString().endsWith(".npz");
    Map<String, NamedArray> arrays =
        npz
            ? Npz.read(path)
            : Safetensors.read(path).stream()
                .collect(Collectors.toMap(NamedArray::name, Function.identity()));
    var theta = new double[Math.toIntExact(layout.size())];
    for (var entry : layout.entries()) {
      var array = arrays.get(entry.name());
      if (array == null) {
        throw new InputError(
            "%s has no array %s, which the network needs; it has %s: give weights of this network."
                .formatted(path, entry.name(), arrays.keySet()));
      }
      if (!array.shape().equals(entry.shape())) {
        throw new InputError(
            "%s: %s has shape %s, but the network needs %s: give weights of this network."
                .formatted(path, entry.name(), array.shape(), entry.shape()));
      }
      for (double value : array.values()) {
        if (!Double.isFinite(value)) {
          throw new InputError(
              "%s: %s holds %s: give finite weights.".formatted(path, entry.name(), value));
        }
      }
      System.arraycopy(
          array.values(), 0, theta, Math.toIntExact(entry.offset()), array.values().length);
    }
    space.write(theta, into);
  }

  /**
   * Writes all parameters as safetensors, straight from theta's memory, whole or not at all.
   *
   * @param metadata what else is to be known of them
   */
  public static void write(Path path, Layout layout, FlatVec theta, Map<String, String> metadata) {
    var precision = theta.space().precision();
    var type = precision == Precision.FLOAT64 ? ElementType.FLOAT64 : ElementType.FLOAT32;
    var arrays =
        layout.entries().stream()
            .map(entry ->
                new ArraySegment(
                    entry.name(),
                    entry.shape(),
                    type,
                    theta
                        .segment()
                        .asSlice(
                            entry.offset() * precision.bytes(), entry.size() * precision.bytes())))
            .toList();
    Safetensors.write(path, arrays, metadata);
  }
}
