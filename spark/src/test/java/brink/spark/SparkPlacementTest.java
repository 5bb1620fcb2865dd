package brink.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import brink.lab.analysis.Subject;
import brink.lab.record.MomentRow;
import brink.lab.record.Progress;
import brink.lab.record.RunFolder;
import brink.lab.record.RunStatus;
import brink.lab.spec.Placement;
import brink.lab.spec.Runs;
import brink.lab.spec.Spec;
import brink.nn.data.Places;
import brink.nn.format.ElementType;
import brink.nn.format.NamedArray;
import brink.nn.format.Npz;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs whose parts are computed by Spark. */
class SparkPlacementTest {
  private static final String SECRET = "a secret of this test";
  private static final String SPEC =
      """
      name: in parts
      data: {source: {kind: dice, image-size: 8}, subset: {count: 30}, scaling: {kind: unit}}
      network: {hidden: [8, 7], activation: elu}
      loss: cross-entropy
      descent: {learning-rate: 0.05, momentum: {kind: polyak, beta: 0.9}}
      stop: {steps: 30}
      save: {every: 10}
      measure: {amplification: 3}
      engine: {threads: 1, parts: 2}
      """;

  @TempDir static Path home;
  private static LoopbackCluster cluster;

  @TempDir Path folder;

  @BeforeAll
  static void startMaster() throws Exception {
    cluster = LoopbackCluster.start(home, SECRET);
  }

  @AfterAll
  static void end() {
    cluster.close();
  }

  private Spec spec(String... settings) throws Exception {
    return Runs.read(Files.writeString(folder.resolve("spec.yaml"), SPEC), List.of(settings));
  }

  private Placement on(String master, Optional<String> secret, Duration patience) {
    return new SparkPlacement(Master.of(master), Sweeps.connection(master, secret), patience);
  }

  private Placement onCluster(Duration patience) {
    return on(cluster.url(), Optional.of(SECRET), patience);
  }

  private Runs runs(Placement placement) {
    return new Runs(places(), new Runs.Build("test", Optional.empty()), placement);
  }

  private Places places() {
    return new Places(Optional.empty(), folder);
  }

  private RunFolder run(Placement placement, String out, Progress progress, String... settings)
      throws Exception {
    return runs(placement).run(spec(settings), folder.resolve(out), progress, _ -> () -> {});
  }

  private List<MomentRow> here(String... settings) throws Exception {
    return run(Placement.here(), "here", Progress.silent(), settings).read().moments();
  }

  private static Progress atStep(long step, Runnable work) {
    return event -> {
      if (event instanceof Progress.Stepped at && at.step() == step) {
        work.run();
      }
    };
  }

  @Test
  void aRunLosesAWorkerGoesOnAndComesToTheNumbersOfThisProcessBitForBit() throws Exception {
    var survivor = cluster.worker();
    var victim = cluster.worker();
    var kill = atStep(15, () -> LoopbackCluster.kill(victim));
    var there = run(onCluster(Duration.ofMinutes(2)), "there", kill).read();
    LoopbackCluster.kill(survivor);
    assertThat(victim.isAlive()).isFalse();
    assertThat(there.status()).isInstanceOf(RunStatus.Finished.class);
    assertThat(there.provenance().device()).contains(cluster.url());
    assertThat(there.moments()).hasSize(4).isEqualTo(here());
  }

  @Test
  void aRunLosesItsMasterGoesOnAndComesToTheNumbersOfThisProcessBitForBit() throws Exception {
    try (var mortal = LoopbackCluster.start(folder.resolve("cluster"), SECRET)) {
      mortal.worker();
      mortal.worker();
      var kill = atStep(15, () -> LoopbackCluster.kill(mortal.master()));
      var on = on(mortal.url(), Optional.of(SECRET), Duration.ofMinutes(2));
      var there = run(on, "there", kill).read();
      assertThat(mortal.master().isAlive()).isFalse();
      assertThat(there.status()).isInstanceOf(RunStatus.Finished.class);
      assertThat(there.moments()).hasSize(4).isEqualTo(here());
    }
  }

  @Test
  void aRunThatLosesAllWorkersFailsInASentenceAndGoesOnInThisProcess() throws Exception {
    var only = cluster.worker();
    var kill = atStep(15, () -> LoopbackCluster.kill(only));
    assertThatThrownBy(() -> run(onCluster(Duration.ofSeconds(60)), "there", kill))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("has had no worker for us in 60 s");
    var broken = RunFolder.open(folder.resolve("there"));
    assertThat(broken.status()).isInstanceOf(RunStatus.Failed.class);
    var resumed =
        runs(Placement.here()).resume(broken.path(), Progress.silent(), _ -> () -> {}).read();
    assertThat(resumed.provenance().resumed()).isPresent();
    assertThat(resumed.moments()).hasSize(4).isEqualTo(here());
  }

  @Test
  void ghostBatchesInFloat32AreThoseOfThreadsBitForBit() throws Exception {
    var local = on("local[2]", Optional.empty(), Duration.ofMinutes(1));
    var settings =
        new String[] {
          "network={kind: cnn, widths: [2], activation: tanh, norm: {kind: batch, ghost: 5}}",
          "engine.parts=3",
          "engine.precision=float32"
        };
    assertThat(run(local, "there", Progress.silent(), settings).read().moments())
        .isEqualTo(here(settings));
  }

  @Test
  void aMasterThatCannotBeReachedOrRefusesLeavesNoFolder() throws Exception {
    var nowhere = "spark://127.0.0.1:" + LoopbackCluster.freePort();
    var wrong = Optional.of("another one");
    var patience = Duration.ofMinutes(1);
    assertThatThrownBy(() -> run(on(nowhere, wrong, patience), "out", Progress.silent()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("cannot be reached");
    assertThatThrownBy(() -> run(on(cluster.url(), wrong, patience), "out", Progress.silent()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("refuses the secret");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aSpecOfOnePartIsRefused() {
    assertThatThrownBy(
            () -> run(onCluster(Duration.ofMinutes(1)), "out", Progress.silent(), "engine.parts=1"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("set engine.parts to 2 or more, or leave --spark away");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aWorkerThatReadsNoDataOrOtherDataIsNamedInASentence() throws Exception {
    var spec = spec("data={source: {kind: npz, path: " + npz(1) + "}}");
    var data = spec.data().load(places());
    var network = spec.network().on(data);
    var local = on("local[1]", Optional.empty(), Duration.ofMinutes(1));
    try (var engine = spec.engine().open()) {
      var subject = new Subject(engine, network, spec.loss(), data);
      try (var objective = local.objective(spec, places(), subject);
          var work = objective.space().workspace()) {
        npz(2);
        assertThatThrownBy(() -> objective.evaluate(work.vec()))
            .isInstanceOf(InputError.class)
            .hasMessageContaining("let all machines see the same files");
        Files.delete(npz(1));
        assertThatThrownBy(() -> objective.evaluate(work.vec()))
            .isInstanceOf(InputError.class)
            .hasMessageContaining("data.npz");
        npz(1);
        assertThat(objective.evaluate(work.vec()).loss()).isPositive();
      }
    }
  }

  private Path npz(double first) {
    var inputs =
        new NamedArray(
            "x",
            List.of(4L, 2L),
            ElementType.FLOAT64,
            DoubleStream.iterate(first, x -> x / 2).limit(8).toArray());
    var labels = new NamedArray("y", List.of(4L), ElementType.INT64, new double[] {0, 1, 0, 1});
    var file = folder.resolve("data.npz");
    Npz.write(file, List.of(inputs, labels), Npz.Compression.STORED);
    return file;
  }
}
