package brink.nn.data;

import brink.core.error.InputError;
import brink.core.error.Why;
import brink.nn.format.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Vectors of texts on disk, by content: a file a text, named by the SHA-256 of the text, in a
 * folder named by that of the model's files and of the settings. A file holds float32 numbers,
 * little-endian, and nothing else; files come whole or not at all.
 *
 * @param folder of all files of one model with one setting
 */
record VectorCache(Path folder) {
  /** In the user's cache. */
  static VectorCache of(Path cache, String model, String settings) {
    return new VectorCache(cache.resolve("vectors").resolve(sha256(model + "\n" + settings)));
  }

  /** Whether the numbers of a text are there. */
  boolean has(String text, int numbers) {
    try {
      return Files.size(file(text)) == 4L * numbers;
    } catch (IOException _) {
      return false; // whatever is wrong with it, it is made anew
    }
  }

  /**
   * The numbers of a text.
   *
   * @throws InputError when its file cannot be read
   */
  double[] read(String text, int numbers) {
    var file = file(text);
    try {
      var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      var values = new double[numbers];
      for (int i = 0; i < numbers; i++) {
        values[i] = bytes.getFloat(4 * i);
      }
      return values;
    } catch (IOException e) {
      throw new InputError(
          "%s cannot be read (%s): delete it, and it is made anew.".formatted(file, Why.of(e)), e);
    }
  }

  /**
   * Keeps the numbers of a text.
   *
   * @throws InputError when they cannot be written
   */
  void write(String text, float[] values) {
    var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    var file = file(text);
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new InputError(
          "%s cannot be made (%s): free some space, or set XDG_CACHE_HOME to another folder."
              .formatted(file.getParent(), Why.of(e)),
          e);
    }
    AtomicFile.write(file, bytes.array());
  }

  private Path file(String text) {
    var name = sha256(text);
    // A folder of some hundred thousand files is slow in many programs.
    return folder.resolve(name.substring(0, 2)).resolve(name + ".f32");
  }

  private static String sha256(String text) {
    var digest = DataHash.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }
}
