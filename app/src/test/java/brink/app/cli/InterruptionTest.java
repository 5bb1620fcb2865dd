package brink.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptionTest {

  /** Writes {@code marked} when ended from outside while guarded. */
  static final class Guarded {
    public static void main(String[] arguments) throws InterruptedException {
      var folder = Path.of(arguments[0]);
      try (var _ = Interruption.guard(() -> write(folder.resolve("marked")))) {
        write(folder.resolve("ready"));
        if (arguments.length == 1) {
          Thread.sleep(60_000);
        }
      }
    }

    private static void write(Path file) {
      try {
        Files.writeString(file, "");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void theWorkIsDoneWhenTheProcessIsEndedFromOutside(@TempDir Path folder) throws Exception {
    var process =
        new ProcessBuilder(Ran.command(List.of(), Guarded.class, folder.toString())).start();
    while (process.isAlive() && !Files.exists(folder.resolve("ready"))) {
      Thread.sleep(20);
    }
    process.destroy();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(folder.resolve("marked")).exists();
  }

  @Test
  void nothingIsDoneAfterAnOrdinaryEnd(@TempDir Path folder) {
    var ran = Ran.java(List.of(), Guarded.class, folder.toString(), "at once");
    assertThat(ran).isEqualTo(new Ran(0, "", ""));
    assertThat(folder.resolve("ready")).exists();
    assertThat(folder.resolve("marked")).doesNotExist();
  }
}
