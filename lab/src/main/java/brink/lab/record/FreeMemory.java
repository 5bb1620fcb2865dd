package brink.lab.record;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/**
 * Memory that this process may still take.
 *
 * @param system bytes outside Java's heap, without swapping
 * @param heap bytes that Java's heap may grow to
 */
public record FreeMemory(long system, long heap) {
  private static final SystemFile MEMORY = new SystemFile(Path.of("/proc/meminfo"));

  /** On the machine that this process runs on, or in its container. */
  public static FreeMemory here() {
    var bean = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long available = // with what the system would give back of its file cache, where it tells
        MEMORY
            .value("MemAvailable")
            .map(kibibytes -> Long.parseLong(kibibytes.replace(" kB", "")) << 10)
            .orElseGet(bean::getFreeMemorySize);
    return new FreeMemory(
        Math.min(available, bean.getTotalMemorySize()), Runtime.getRuntime().maxMemory());
  }

  /** A number of bytes in words: {@code 700 MiB}, {@code 1.5 GiB}. */
  public static String words(double bytes) {
    return bytes < 1L << 30
        ? "%.0f MiB".formatted(bytes / (1L << 20))
        : "%,.1f GiB".formatted(bytes / (1L << 30));
  }
}
