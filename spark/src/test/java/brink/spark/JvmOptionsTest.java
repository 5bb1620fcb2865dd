package brink.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

class JvmOptionsTest {
  // Of older JDKs, and of what sweeps do not use: Java would print a warning for each.
  private static final List<String> ABSENT = List.of("jdk.incubator.vector", "sun.security.action");

  @Test
  void theOptionsInTheFileAreThoseThatThisSparkNeeds() throws Exception {
    var needed =
        Stream.of(JavaModuleOptions.defaultModuleOptions().split(" "))
            .filter(option -> ABSENT.stream().noneMatch(option::contains))
            .toList();
    assertThat(Files.readAllLines(Path.of("jvm.options"))).isEqualTo(needed);
  }
}
