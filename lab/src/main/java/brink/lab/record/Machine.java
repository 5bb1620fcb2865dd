package brink.lab.record;

import java.nio.file.Path;

/**
 * A machine that computes.
 *
 * @param os operating system, version and architecture
 * @param cpu model name, or the architecture where the system does not tell
 * @param cores that this process may use
 */
public record Machine(String os, String cpu, int cores) {
  private static final SystemFile CPU = new SystemFile(Path.of("/proc/cpuinfo"));

  /** The machine that this process runs on. */
  public static Machine here() {
    var architecture = System.getProperty("os.arch");
    return new Machine(
        System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + architecture,
        CPU.value("model name").orElse(architecture),
        Runtime.getRuntime().availableProcessors());
  }
}
