package brink.lab.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the system tells of itself in a file of lines {@code key : value}, as Linux does. */
record SystemFile(Path path) {
  /** A key's first value; empty where the system does not tell, which stops no run. */
  Optional<String> value(String key) {
    if (!Files.isReadable(path)) {
      return Optional.empty();
    }
    try (var lines = Files.lines(path)) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
