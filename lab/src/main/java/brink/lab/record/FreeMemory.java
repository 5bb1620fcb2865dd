package brink.lab.record;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Memory that this process may still take.
 *
 * @param system bytes outside Java's heap, without swapping
 * @param heap bytes that Java's heap may grow to
 */
public record FreeMemory(long system, long heap) {
  private static final Path MEMORY_INFO = Path.of("/proc/meminfo");

  /** On the machine that this process runs on, or in its container. */
  public static FreeMemory here() {
    var bean = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long available = available(bean.getFreeMemorySize());
    return new FreeMemory(
        Math.min(available, bean.getTotalMemorySize()), Runtime.getRuntime().maxMemory());
  }

  /** With what the system would give back of its file cache, where it tells. */
  private static long available(long free) {
    if (!Files.isReadable(MEMORY_INFO)) {
      return free;
    }
    try (var lines = Files.lines(MEMORY_INFO)) {
      return lines
          .filter(line -> line.startsWith("MemAvailable:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(free);
    } catch (IOException e) {
      return free; // an estimate either way
    }
  }
}
