package brink.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import brink.lab.record.MomentRow;
import brink.lab.record.RunStatus;
import brink.lab.spec.Runs;
import brink.lab.spec.Sweep;
import brink.nn.data.Places;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InProcessTest {
  private static final String SWEEP =
      """
      name: small
      spec:
        name: dice
        data: {source: {kind: dice, image-size: 8}, subset: {count: 30}, scaling: {kind: unit}}
        network: {hidden: [8, 7], activation: elu}
        loss: cross-entropy
        stop: {time: 0.5}
        save: {times: [0.1, 0.3]}
        measure: {amplification: 3}
      axes:
        data.subset.count: [18, 30]
        network.init.seed: [1, 2]
      """;
  private static final double ROOMY = 4e9; // bytes

  @TempDir Path folder;

  private Sweep sweep(String yaml) throws Exception {
    var file = folder.resolve("sweep.yaml");
    Files.writeString(file, yaml);
    return Sweep.read(file, List.of());
  }

  private Worker worker(Path out) {
    var runs =
        new Runs(new Places(Optional.empty(), folder), new Runs.Build("test", Optional.empty()));
    return new Worker(runs, new SweepFolder(out), _ -> () -> {});
  }

  private static List<List<MomentRow>> moments(Sweep sweep, SweepFolder folder) {
    return sweep.points().stream()
        .map(point -> folder.finished(point).orElseThrow().read().moments())
        .toList();
  }

  @Test
  void resultsAreTheSameBitForBitHoweverManyWorkersThereAre() throws Exception {
    var sweep = sweep(SWEEP);
    var one = worker(folder.resolve("one"));
    var four = worker(folder.resolve("four"));
    var outcomes = new InProcess(one, 1, ROOMY).carryOut(sweep.points(), SweepWatch.silent());
    new InProcess(four, 4, ROOMY).carryOut(sweep.points(), SweepWatch.silent());
    assertThat(outcomes.keySet()).containsExactlyElementsOf(sweep.points());
    assertThat(outcomes.values()).containsOnly(new Outcome.Finished(false));
    assertThat(moments(sweep, four.folder())).isEqualTo(moments(sweep, one.folder()));
  }

  @Test
  void finishedRunsAreSkippedAndBrokenOnesBeginAgain() throws Exception {
    var sweep = sweep(SWEEP);
    var worker = worker(folder.resolve("out"));
    var executor = new InProcess(worker, 2, ROOMY);
    executor.carryOut(sweep.points(), SweepWatch.silent());
    var kept = moments(sweep, worker.folder());
    // As a process that was killed leaves it.
    var broken = sweep.points().get(1);
    var result = worker.folder().run(broken).resolve("result.json");
    Files.writeString(result, Files.readString(result).replace("\"finished\"", "\"running\""));
    Files.delete(worker.folder().run(broken).resolve("moments.parquet"));

    var seen = Collections.synchronizedList(new ArrayList<Sweep.Point>());
    var outcomes =
        executor.carryOut(
            sweep.points(),
            event -> {
              if (event instanceof SweepWatch.Began(var point)) {
                seen.add(point);
              }
            });
    assertThat(seen).containsExactly(broken);
    assertThat(outcomes.values())
        .containsExactly(
            new Outcome.Finished(true),
            new Outcome.Finished(false),
            new Outcome.Finished(true),
            new Outcome.Finished(true));
    assertThat(moments(sweep, worker.folder())).isEqualTo(kept);
  }

  @Test
  void aRunThatFailsIsNamedTheOthersGoOnAndItIsTriedAgain() throws Exception {
    var sweep =
        sweep(
            SWEEP.replace(
                "network.init.seed: [1, 2]",
                "stop: [{time: 0.5}, {loss: 1e-9, max-steps: 3}, {time: 0.4}]"));
    var worker = worker(folder.resolve("out"));
    var executor = new InProcess(worker, 2, ROOMY);
    var outcomes = List.copyOf(executor.carryOut(sweep.points(), SweepWatch.silent()).values());
    assertThat(outcomes.get(0)).isEqualTo(new Outcome.Finished(false));
    assertThat(outcomes.get(2)).isEqualTo(new Outcome.Finished(false));
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Failed.class);
    assertThat(worker.folder().failure(sweep.points().get(1)))
        .contains(((Outcome.Failed) outcomes.get(1)).why());
    assertThat(worker.folder().failure(sweep.points().getFirst())).isEmpty();
    var again = List.copyOf(executor.carryOut(sweep.points(), SweepWatch.silent()).values());
    assertThat(again.get(0)).isEqualTo(new Outcome.Finished(true));
    assertThat(again.get(1)).isEqualTo(outcomes.get(1));
  }

  @Test
  void dataThatIsNotThereFailsItsRunsOnly() throws Exception {
    var sweep =
        sweep(
            SWEEP.replace(
                "network.init.seed: [1, 2]",
                "data.source: [cifar10, {kind: dice, image-size: 8}]"));
    var worker = worker(folder.resolve("out"));
    var outcomes =
        List.copyOf(
            new InProcess(worker, 2, ROOMY).carryOut(sweep.points(), SweepWatch.silent()).values());
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed) outcomes.get(0)).why()).contains("CIFAR-10");
    assertThat(outcomes.get(1)).isEqualTo(new Outcome.Finished(false));
  }

  @Test
  void aPointThatAnotherProcessIsAtIsLeftToIt() throws Exception {
    var sweep = sweep(SWEEP);
    var worker = worker(folder.resolve("out"));
    var point = sweep.points().getFirst();
    var lock = worker.folder().path().resolve("runs").resolve(point.id() + ".lock");
    Files.createDirectories(lock.getParent());
    try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      var outcomes =
          new InProcess(worker, 2, ROOMY)
              .carryOut(sweep.points().subList(0, 1), SweepWatch.silent());
      assertThat(outcomes.values()).containsExactly(new Outcome.Elsewhere());
    }
    assertThat(worker.folder().finished(point)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"descent: {learning-rate: 0.05}", "flow: rkc2"})
  void anInterruptedRunGoesOnWhereItWas(String training) throws Exception {
    var yaml =
        SWEEP
            .replace("stop: {time: 0.5}", "stop: {steps: 40}\n  " + training)
            .replace("save: {times: [0.1, 0.3]}", "save: {every: 10}");
    var sweep = sweep(yaml);
    var point = sweep.points().getFirst();
    var whole = worker(folder.resolve("whole"));
    whole.carryOut(point, _ -> {});
    var broken = worker(folder.resolve("broken"));
    assertThat(
            broken.carryOut(
                point,
                event -> {
                  if (event instanceof brink.lab.record.Progress.Stepped step
                      && step.step() == 25) {
                    throw new IllegalStateException("as if killed");
                  }
                }))
        .isInstanceOf(Outcome.Failed.class);
    assertThat(broken.carryOut(point, _ -> {})).isEqualTo(new Outcome.Finished(false));
    var run = broken.folder().finished(point).orElseThrow().read();
    assertThat(run.provenance().resumed()).isPresent();
    assertThat(run.moments())
        .isEqualTo(whole.folder().finished(point).orElseThrow().read().moments());
    assertThat(run.status()).isInstanceOf(RunStatus.Finished.class);
  }

  @Test
  void runsWaitForMemoryAndOneLargerThanAllOfItIsStillTried() throws Exception {
    var sweep = sweep(SWEEP);
    var worker = worker(folder.resolve("out"));
    var outcomes = new InProcess(worker, 4, 1e6).carryOut(sweep.points(), SweepWatch.silent());
    assertThat(outcomes.values()).containsOnly(new Outcome.Finished(false));
  }
}
