package brink.nn.data;

import brink.core.error.InputError;
import brink.core.error.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads text files of published data. */
final class TextFile {
  private TextFile() {}

  /**
   * All lines of a file in UTF-8.
   *
   * @throws InputError when it is missing, unreadable, not in UTF-8 or has no text
   */
  static List<String> lines(Path file) {
    try {
      var lines = Files.readAllLines(file);
      if (lines.stream().allMatch(String::isBlank)) {
        throw new InputError(file + " is empty: fetch it again.");
      }
      return lines;
    } catch (IOException e) {
      throw new InputError(
          "%s cannot be read (%s): fetch it again, and check that it may be read."
              .formatted(file, Why.of(e)),
          e);
    }
  }
}
