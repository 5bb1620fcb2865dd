package brink.lab.spec;

import brink.core.error.InputError;
import brink.nn.data.DataSet;
import brink.nn.network.Mlp;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a run takes of the machine's memory, estimated before anything large is made.
 *
 * @param parameters P
 * @param tensors bytes outside Java's heap
 * @param heap bytes on Java's heap
 */
record MemoryNeed(double parameters, double tensors, double heap) {
  // Vectors of P numbers alive at once: weights, start and their difference; the solver's points,
  // stages and work; the basis and the Ritz vectors of an eigenpair; those kept between moments.
  private static final int VECTORS = 36;
  private static final Path LINUX = Path.of("/proc/meminfo");

  static MemoryNeed of(EngineSpec engine, Mlp network, DataSet data) {
    double parameters = 0;
    for (int l = 0; l < network.layers(); l++) {
      parameters += (network.width(l) + 1.0) * network.width(l + 1);
    }
    double examples = (double) data.size() * (data.features() + network.outputs());
    int bytes = engine.precision().bytes();
    double tensors = (VECTORS * parameters + examples) * bytes + 2 * engine.memory() * 1e6;
    return new MemoryNeed(parameters, tensors, 8 * (parameters + 2 * examples));
  }

  /**
   * Checks that this machine has as much.
   *
   * @throws InputError when it has not
   */
  void check() {
    if (parameters > Integer.MAX_VALUE - 8) {
      throw new InputError(
          "A network of %.3g parameters is more than Brink can hold (2.1e9): make it narrower."
              .formatted(parameters));
    }
    double free = free();
    if (tensors > free) {
      throw new InputError(
          "The run needs about %s of memory for its %.3g parameters, and this machine has %s left: make the network narrower, take fewer examples, or use engine.precision=float32."
              .formatted(size(tensors), parameters, size(free)));
    }
    double most = Runtime.getRuntime().maxMemory();
    if (heap > most) {
      throw new InputError(
          "The run needs about %s of Java's heap, which may take %s: give it more with BRINK_HEAP=%.0fg."
              .formatted(size(heap), size(most), Math.ceil(1.5 * heap / (1L << 30))));
    }
  }

  private static double free() {
    try {
      for (var line : Files.readAllLines(LINUX)) {
        if (line.startsWith("MemAvailable:")) {
          return 1024.0 * Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException e) {
      // No such file outside Linux: ask the JDK, which counts the file cache as taken.
    }
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getFreeMemorySize();
  }

  private static String size(double bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (1L << 30));
  }
}
