package brink.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import brink.lab.record.RunFolder;
import brink.lab.record.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that are killed and go on, in real processes. */
class ResumeTest {
  private static final String SPEC =
      """
      name: killed
      data: {source: {kind: chebyshev, degree: 3, points: 20}}
      network: {hidden: [20, 20], activation: tanh}
      loss: {kind: squared-error, convention: mean}
      measure: {amplification: 2}
      """;

  @TempDir Path folder;

  private Ran brink(String... arguments) {
    return Ran.process(Ran.command(List.of(), Main.class, arguments), folder, Map.of());
  }

  private void killedAfter(long bytes) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Ran.command(List.of(), Main.class, "run", "spec.yaml", "--out", "broken"))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    var metrics = folder.resolve("broken/metrics.jsonl");
    while (process.isAlive() && !(Files.exists(metrics) && Files.size(metrics) > bytes)) {
      Thread.sleep(5);
    }
    process.destroyForcibly();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
  }

  private static String withoutSeconds(Path metrics) throws IOException {
    return Files.readString(metrics).replaceAll("\"seconds\":[^}]*", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "descent: {learning-rate: 0.01, adaptive: adam, batch: {size: 5}} | 6000",
        "flow: {kind: rkc2, tolerance: 1e-5} | 180"
      })
  void aKilledRunGoesOnToTheNumbersOfAWholeOne(String training, int steps) throws Exception {
    var ends = "stop: {steps: %d}%nsave: {every: %d}%n".formatted(steps, steps / 12);
    Files.writeString(folder.resolve("spec.yaml"), SPEC + training + "\n" + ends);
    assertThat(brink("run", "spec.yaml", "--out", "whole").code()).isZero();
    var whole = folder.resolve("whole/metrics.jsonl");
    killedAfter(Files.size(whole) / 3);
    var broken = RunFolder.open(folder.resolve("broken"));
    assertThat(broken.status()).isInstanceOf(RunStatus.Running.class);
    var ran = brink("resume", "broken");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("going on after step");
    assertThat(withoutSeconds(broken.metrics())).isEqualTo(withoutSeconds(whole));
    assertThat(broken.read().steps()).hasSize(steps);
    assertThat(folder.resolve("broken/report.html")).isNotEmptyFile();
    var again = brink("resume", "broken");
    assertThat(again.code()).isEqualTo(Faults.INPUT);
    assertThat(again.err())
        .isEqualTo("brink: The run in broken is finished: there is nothing to go on with.\n");
  }
}
