package brink.nn.format;

import brink.core.error.InputError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An opened safetensors file.
 *
 * @param path it was read from
 * @param metadata the {@code __metadata__} strings; empty when it has none
 * @param arrays in the order of their data, as views of the mapped file
 */
public record SafetensorsFile(Path path, Map<String, String> metadata, List<ArraySegment> arrays) {
  public SafetensorsFile {
    metadata = Map.copyOf(metadata);
    arrays = List.copyOf(arrays);
  }

  /** The array of a name, if there is one. */
  public Optional<ArraySegment> find(String name) {
    return arrays.stream().filter(array -> array.name().equals(name)).findFirst();
  }

  /**
   * The array of a name and shape.
   *
   * @throws InputError when the file has no such array or it has another shape
   */
  public ArraySegment require(String name, List<Long> shape) {
    var array =
        find(name)
            .orElseThrow(() ->
                new InputError(
                    path
                        + " has no array "
                        + name
                        + " but "
                        + arrays.stream().map(ArraySegment::name).toList()
                        + ": give a file written for this network."));
    if (!array.shape().equals(shape)) {
      throw new InputError(
          path
              + ", array "
              + name
              + ", has shape "
              + array.shape()
              + " where "
              + shape
              + " is needed: give a file written for this network.");
    }
    return array;
  }
}
