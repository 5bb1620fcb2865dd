package brink.app.cli;

import brink.lab.record.FreeMemory;
import com.sun.management.OperatingSystemMXBean;
import java.awt.GraphicsEnvironment;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What of the machine matters here, apart from the tensor engine. */
final class Surroundings {
  private static final long MEMORY_WANTED = 3L << 30; // a snapshot's peak and as much to spare
  private static final List<String> VARIABLES =
      List.of("BRINK_", "OMP_", "OPENBLAS_", "MKL_", "MALLOC_", "CUDA_", "JAVA_HOME", "JAVA_TOOL");

  private Surroundings() {}

  static List<Finding> findings(Map<String, String> environment) {
    var findings = new ArrayList<Finding>();
    findings.add(jdk());
    findings.add(maven(environment));
    findings.add(Finding.ok("cores", Runtime.getRuntime().availableProcessors() + " to work with"));
    findings.add(memory());
    findings.add(folder("home folder", Path.of(System.getProperty("user.home"))));
    findings.add(folder("temporary folder", Path.of(System.getProperty("java.io.tmpdir"))));
    findings.add(fonts());
    findings.add(variables(environment));
    return findings;
  }

  private static Finding jdk() {
    var version = Runtime.version();
    var found =
        "%s (%s) in %s"
            .formatted(version, System.getProperty("java.vendor"), System.getProperty("java.home"));
    return version.feature() >= 25
        ? Finding.ok("JDK", found)
        : Finding.trouble("JDK", found + ": 25 or later is needed");
  }

  private static Finding maven(Map<String, String> environment) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(environment.getOrDefault("PATH", ""))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder).resolve("mvn"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(mvn -> Finding.ok("Maven", mvn.toString()))
        .orElseGet(() -> Finding.absent("Maven", "no mvn on the PATH: needed to build Brink anew"));
  }

  private static Finding memory() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    var free = FreeMemory.here();
    var detail =
        "%s in all, %s free, Java may take %s of it"
            .formatted(
                FreeMemory.words(system.getTotalMemorySize()),
                FreeMemory.words(free.system()),
                FreeMemory.words(free.heap()));
    return system.getTotalMemorySize() >= MEMORY_WANTED
        ? Finding.ok("memory", detail)
        : Finding.trouble(
            "memory", detail + ": large networks want " + FreeMemory.words(MEMORY_WANTED));
  }

  private static Finding folder(String name, Path folder) {
    return Files.isWritable(folder)
        ? Finding.ok(name, folder.toString())
        : Finding.trouble(name, folder + " cannot be written to: unpacked libraries lie there");
  }

  private static Finding fonts() {
    try {
      var families =
          GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames();
      return Finding.ok("fonts", families.length + " families");
    } catch (RuntimeException | LinkageError | InternalError e) {
      return Finding.absent("fonts", "none for Java to use; figures bring their own");
    }
  }

  private static Finding variables(Map<String, String> environment) {
    var set = new TreeMap<String, String>();
    environment.forEach((name, value) -> {
      if (VARIABLES.stream().anyMatch(name::startsWith)) {
        set.put(name, name + "=" + value);
      }
    });
    return Finding.ok("variables", set.isEmpty() ? "none set" : String.join(" ", set.values()));
  }
}
