package brink.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import brink.lab.record.RunFolder;
import brink.lab.record.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart itself, as a user runs it: a process of its own, the spec as it stands. */
class QuickstartTest {
  @TempDir Path folder;

  @Test
  void theQuickstartEndsWithAPageFiguresARunFolderAndThreeSentences() throws Exception {
    var out = folder.resolve("first");
    var said = quickstart(out);

    assertThat(said)
        .hasSizeGreaterThanOrEqualTo(6)
        .anyMatch(line -> line.startsWith("Sharpness rises from"))
        .anyMatch(line -> line.contains("layerwise Jacobian alignment, AL_J, rose most"))
        .anyMatch(line -> line.contains("of the distance travelled"))
        .anyMatch(line -> line.endsWith(out.resolve("report.html").toString()));
    assertThat(Files.readString(out.resolve("report.html")))
        .doesNotContain("src=\"http")
        .doesNotContain("<script");
    try (var figures = Files.list(out.resolve("figures"))) {
      assertThat(figures).hasSize(24);
    }
    var run = RunFolder.open(out).read();
    assertThat(run.status()).isInstanceOf(RunStatus.Finished.class);
    assertThat(run.provenance().data().examples()).isEqualTo(512);
    // The start, 40 levels of the loss, t = 0.1 and the end; one step may pass two levels.
    assertThat(run.moments()).hasSizeBetween(40, 43);
    assertThat(run.moments().getLast().loss()).isCloseTo(0.01, within(1e-4));
    assertThat(run.moments().getLast().accuracy().orElseThrow()).isEqualTo(1);
    for (var moment : run.moments()) {
      assertThat(moment.decomposition().orElseThrow().identityError()).isLessThan(1e-10);
      assertThat(moment.spectrum().measured()).allMatch(ritz -> ritz.converged());
    }
    double start = run.moments().getFirst().decomposition().orElseThrow().components().alJ();
    double end = run.moments().getLast().decomposition().orElseThrow().components().alJ();
    assertThat(end / start).isGreaterThan(20);
  }

  private List<String> quickstart(Path out) throws IOException, InterruptedException {
    var home = Path.of("..").toAbsolutePath().normalize();
    var command =
        Ran.command(
            List.of("-Xmx1g", "-XX:TieredStopAtLevel=4", "-Dbrink.home=" + home),
            Main.class,
            "quickstart",
            "--plain",
            "--out",
            out.toString());
    var builder = new ProcessBuilder(command);
    builder.environment().put("OMP_WAIT_POLICY", "passive");
    builder.environment().put("OPENBLAS_THREAD_TIMEOUT", "4");
    var written = folder.resolve("said");
    var process = builder.inheritIO().redirectOutput(written.toFile()).start();
    assertThat(process.waitFor()).isZero();
    return Files.readAllLines(written);
  }
}
