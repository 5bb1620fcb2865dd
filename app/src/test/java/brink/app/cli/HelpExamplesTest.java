package brink.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in the help that take seconds, run as they are printed. */
class HelpExamplesTest {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void theExamplesWorkAsTheyArePrintedOneAfterTheOther() throws IOException {
    var specs = Files.createDirectory(folder.resolve("specs"));
    for (var spec : List.of("chebyshev.yaml", "quickstart.yaml", "sizes.yaml")) {
      Files.copy(HOME.resolve("specs").resolve(spec), specs.resolve(spec));
    }
    for (var command :
        List.of(
            "spec",
            "run",
            "analyze",
            "report",
            "sweep",
            "data list",
            "data check",
            "data show",
            "data draw")) {
      var examples = examples(command);
      assertThat(examples).as(command).isNotEmpty();
      examples.forEach(this::assertWorks);
    }
    assertThat(folder.resolve("runs/one/report.html")).isNotEmptyFile();
    assertThat(folder.resolve("runs/two/report.html")).isNotEmptyFile();
    assertThat(folder.resolve("runs/compared/report.html")).isNotEmptyFile();
    assertThat(folder.resolve("first.json")).isNotEmptyFile();
    assertThat(folder.resolve("slices/report.html")).isNotEmptyFile();
    assertThat(folder.resolve("slices/figures/slices.csv")).isNotEmptyFile();
    assertThat(folder.resolve("dice.png")).isNotEmptyFile();
    assertThat(folder.resolve("dice")).isDirectoryContaining("glob:**labels.csv");
  }

  private static List<String> examples(String command) {
    return Ran.brink((command + " --help").split(" "))
        .out()
        .lines()
        .map(line -> line.replace("Example: ", "").strip())
        .filter(line -> line.startsWith("./brink "))
        .toList();
  }

  private void assertWorks(String example) {
    var arguments = example.substring("./brink ".length()).split(" ");
    var command = Ran.command(List.of("-Dbrink.home=" + HOME), Main.class, arguments);
    var ran = Ran.process(command, folder, Map.of());
    assertThat(ran.code()).as(example + ": " + ran.err()).isZero();
  }
}
