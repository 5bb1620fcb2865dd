package brink.nn.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where data files are looked for when a spec gives no path.
 *
 * @param folder the folder named by the environment variable BRINK_DATA
 * @param cache the user's cache: $XDG_CACHE_HOME/brink, or .cache/brink in the home folder
 */
public record Places(Optional<Path> folder, Path cache) {
  /** The environment variable that names the data folder. */
  public static final String VARIABLE = "BRINK_DATA";

  /** The places of this process. */
  public static Places ofEnvironment() {
    return of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /** The places of some environment variables and a home folder; empty variables count as unset. */
  public static Places of(Map<String, String> variables, Path home) {
    var folder = Optional.ofNullable(variables.get(VARIABLE)).filter(text -> !text.isBlank());
    var cache =
        Optional.ofNullable(variables.get("XDG_CACHE_HOME")).filter(text -> !text.isBlank());
    return new Places(
        folder.map(Path::of), cache.map(Path::of).orElse(home.resolve(".cache")).resolve("brink"));
  }

  /** All of them, the first to search first. */
  public List<Path> inOrder() {
    return Stream.concat(folder.stream(), Stream.of(cache)).toList();
  }
}
