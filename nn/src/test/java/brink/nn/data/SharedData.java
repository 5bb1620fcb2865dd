package brink.nn.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The real data files, where a checkout has them beside it. */
final class SharedData {
  private SharedData() {}

  /** Skips the test when the files are absent. */
  static Places places() {
    var folder =
        Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
            .map(at -> at.resolve("shared/data"))
            .filter(Files::isDirectory)
            .findFirst();
    assumeTrue(folder.isPresent(), "no folder shared/data with real data files above here");
    return new Places(folder, Path.of("no-cache"));
  }

  /** Nowhere. */
  static Places none() {
    return new Places(Optional.empty(), Path.of("no-cache"));
  }
}
