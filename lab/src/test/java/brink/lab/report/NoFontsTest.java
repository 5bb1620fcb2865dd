package brink.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import brink.lab.record.RunFolder;
import brink.lab.record.SyntheticRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoFontsTest {
  @TempDir Path temp;

  @Test
  void aMachineWithoutFontsGivesTheSameFigures() throws IOException, InterruptedException {
    var folder = new SyntheticRun("fonts", 1, 20, 4, 3).write(temp.resolve("run"));
    var here = Files.readString(Report.write(folder));
    var none =
        Files.writeString(
            temp.resolve("fonts.conf"),
            "<?xml version=\"1.0\"?><fontconfig><dir>/nonexistent</dir></fontconfig>");
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.awt.headless=true",
            "--enable-native-access=ALL-UNNAMED",
            // The JDK remembers a system's fonts in the home folder.
            "-Duser.home=" + Files.createDirectory(temp.resolve("home")),
            "-cp",
            System.getProperty("java.class.path"),
            Rewriting.class.getName(),
            folder.path().toString());
    builder.environment().put("FONTCONFIG_FILE", none.toString());
    var output = temp.resolve("output").toFile();
    var process = builder.redirectErrorStream(true).redirectOutput(output).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output.toPath())).isZero();
    assertThat(Files.readString(folder.page())).isEqualTo(here);
  }

  /** Writes the report of the folder that it is given: the other process. */
  static final class Rewriting {
    private Rewriting() {}

    public static void main(String[] folder) {
      Report.write(RunFolder.open(Path.of(folder[0])));
    }
  }
}
