package brink.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepCommandTest {
  private static final String SWEEP =
      """
      name: sizes
      spec:
        data: {source: {kind: dice, image-size: 8}, scaling: {kind: unit}}
        network: {hidden: [8, 7], activation: elu}
        loss: cross-entropy
        stop: {time: 0.5}
        measure: {amplification: 3}
      axes:
        data.subset.count: [18, 30]
        network.init.seed: [1, 2]
      """;

  @TempDir Path folder;
  private Path sweep;

  @BeforeEach
  void write() throws IOException {
    sweep = Files.writeString(folder.resolve("sweep.yaml"), SWEEP);
  }

  private Ran sweep(String... more) {
    return in(Map.of(), more);
  }

  private Ran in(Map<String, String> environment, String... more) {
    var arguments = new java.util.ArrayList<>(List.of("sweep", sweep.toString()));
    arguments.addAll(List.of(more));
    var command = Ran.command(List.of(), Main.class, arguments.toArray(String[]::new));
    return Ran.process(command, folder, environment);
  }

  private List<String> table() throws IOException {
    return Files.readAllLines(folder.resolve("runs/sizes/runs.csv"));
  }

  @Test
  void allCombinationsAreRunOnceAndTheTableSaysWhatTheyCameTo() throws Exception {
    var first = sweep();
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("sizes: 4 of 4 runs are finished, 0 of them since before.");
    assertThat(first.err().lines())
        .hasSize(4)
        .last()
        .asString()
        .startsWith("sizes: 4 of 4 finished");
    assertThat(table()).hasSize(5);
    assertThat(table().getFirst())
        .startsWith("id,status,data.subset.count,network.init.seed,t,loss,accuracy,sharpness");
    assertThat(table().subList(1, 5))
        .allMatch(line -> line.matches("[0-9a-f]{12},finished,(18|30),[12],0\\.5,.*"));

    var before = table();
    var second = sweep();
    assertThat(second.out()).contains("4 of 4 runs are finished, 4 of them since before.");
    assertThat(table()).isEqualTo(before);
    var listed = sweep("--list");
    assertThat(listed.out().lines())
        .hasSize(4)
        .allMatch(line -> line.matches("[0-9a-f]{12}  finished  count (18|30), seed [12]"));
  }

  @Test
  void shardsOfASlurmArrayDivideTheWork() throws Exception {
    for (int task = 0; task < 2; task++) {
      var ran =
          in(
              Map.of(
                  "SLURM_ARRAY_TASK_ID", "" + task,
                  "SLURM_ARRAY_TASK_MIN", "0",
                  "SLURM_ARRAY_TASK_COUNT", "2"));
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.out()).contains("2 of 2 runs are finished, 0 of them since before.");
    }
    assertThat(table().subList(1, 5)).allMatch(line -> line.contains(",finished,"));
    assertThat(sweep("--shard", "3/2").err()).startsWith("brink: A shard I/N has I from 1 to N");
  }

  @Test
  void aKilledSweepGoesOnAndLosesNothing() throws Exception {
    var slow = List.of("--set", "stop.time=40", "--workers", "1", "--out", "killed");
    var arguments = new java.util.ArrayList<>(List.of("sweep", sweep.toString()));
    arguments.addAll(slow);
    var process =
        new ProcessBuilder(Ran.command(List.of(), Main.class, arguments.toArray(String[]::new)))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("killed.log").toFile())
            .start();
    var log = folder.resolve("killed.log");
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!Files.readString(log).contains("2 of 4 finished") && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    process.destroyForcibly().waitFor();
    var listed = sweep("--set", "stop.time=40", "--out", "killed", "--list");
    assertThat(listed.out().lines().filter(line -> line.contains("finished"))).hasSizeBetween(2, 4);
    var again = sweep(slow.toArray(String[]::new));
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out()).containsPattern("4 of 4 runs are finished, [234] of them since before");

    var whole = sweep("--set", "stop.time=40", "--workers", "2", "--out", "whole");
    assertThat(whole.code()).as(whole.err()).isZero();
    assertThat(numbers("killed")).isEqualTo(numbers("whole"));
  }

  private List<String> numbers(String out) throws IOException {
    return Files.readAllLines(folder.resolve(out).resolve("runs.csv")).stream()
        .map(line -> line.substring(0, line.lastIndexOf(','))) // all but the seconds
        .toList();
  }

  @Test
  void runsThatFailAreNamedTheOthersAreFinishedAndTheCodeIsOne() throws Exception {
    Files.writeString(
        sweep,
        SWEEP.replace(
            "network.init.seed: [1, 2]", "stop: [{time: 1}, {loss: 1e-9, max-steps: 3}]"));
    var ran = sweep();
    assertThat(ran.code()).isEqualTo(Faults.INPUT);
    assertThat(ran.out().lines().filter(line -> line.startsWith("failed: count "))).hasSize(2);
    assertThat(ran.out()).contains("2 of 4 runs are finished");
    assertThat(ran.err()).contains("brink: 2 of 4 runs failed, as said above");
    assertThat(table().stream().filter(line -> line.contains(",failed,"))).hasSize(2);
  }

  @Test
  void anAxisThatNamesNoFieldIsRefusedBeforeAnythingRuns() throws Exception {
    Files.writeString(sweep, SWEEP.replace("network.init.seed", "network.init.seeds"));
    var ran = sweep();
    assertThat(ran.code()).isEqualTo(Faults.INPUT);
    assertThat(ran.err())
        .startsWith("brink: ")
        .contains("sweep.yaml: axis network.init.seeds=1: /network/init/seeds")
        .hasLineCount(1);
    assertThat(folder.resolve("runs")).doesNotExist();
  }
}
