package brink.lab.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A machine that computes.
 *
 * @param os operating system, version and architecture
 * @param cpu model name, or the architecture where the system does not tell
 * @param cores that this process may use
 */
public record Machine(String os, String cpu, int cores) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** The machine that this process runs on. */
  public static Machine here() {
    var architecture = System.getProperty("os.arch");
    return new Machine(
        System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + architecture,
        cpu(architecture),
        Runtime.getRuntime().availableProcessors());
  }

  private static String cpu(String architecture) {
    if (!Files.isReadable(CPU_INFO)) {
      return architecture;
    }
    try (var lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(architecture);
    } catch (IOException e) {
      // Only a name for people: a system that hides it does not stop a run.
      return architecture;
    }
  }
}
