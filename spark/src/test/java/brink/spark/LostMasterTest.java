package brink.spark;

import static org.assertj.core.api.Assertions.assertThat;

import brink.lab.spec.Sweep;
import brink.lab.sweep.InProcess;
import brink.lab.sweep.Outcome;
import brink.lab.sweep.SweepWatch;
import brink.lab.sweep.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostMasterTest {
  private static final String SECRET = "a secret of this test";
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final double ROOMY = 4e9; // bytes

  @TempDir Path folder;

  /** Carries a sweep out, and kills processes after so many runs. */
  private Map<Sweep.Point, Outcome> broken(
      LoopbackCluster cluster, Worker worker, Sweep sweep, int after, List<Process> victims) {
    var done = new AtomicInteger();
    var connection = Sweeps.connection(cluster.url(), Optional.of(SECRET));
    return new SparkExecutor(worker, Master.of(cluster.url()), connection, PATIENCE)
        .carryOut(
            sweep.points(),
            event -> {
              if (event instanceof SweepWatch.Done && done.incrementAndGet() == after) {
                victims.forEach(LoopbackCluster::kill);
              }
            });
  }

  @Test
  void workersGoOnToTheEndOfASweepWithoutTheirMaster() throws Exception {
    var sweep = Sweeps.dice(folder, 4);
    var there = Sweeps.worker(folder.resolve("there"), folder);
    try (var cluster = LoopbackCluster.start(folder.resolve("cluster"), SECRET)) {
      cluster.worker();
      var outcomes = broken(cluster, there, sweep, 3, List.of(cluster.master()));
      assertThat(cluster.master().isAlive()).isFalse();
      assertThat(outcomes.keySet()).containsExactlyElementsOf(sweep.points());
      assertThat(outcomes.values()).containsOnly(new Outcome.Finished(false));
    }
  }

  @Test
  void aWholeClusterThatIsLostLeavesWhatIsFinishedAndAnotherFinishesTheRest() throws Exception {
    var sweep = Sweeps.dice(folder, 4);
    var here = Sweeps.worker(folder.resolve("here"), folder);
    new InProcess(here, 2, ROOMY).carryOut(sweep.points(), SweepWatch.silent());
    var there = Sweeps.worker(folder.resolve("there"), folder);

    Map<Sweep.Point, Outcome> broken;
    try (var cluster = LoopbackCluster.start(folder.resolve("lost"), SECRET)) {
      broken = broken(cluster, there, sweep, 3, List.of(cluster.worker(), cluster.master()));
    }
    var finished =
        sweep.points().stream()
            .filter(point -> broken.get(point).equals(new Outcome.Finished(false)))
            .toList();
    assertThat(finished).hasSizeBetween(3, sweep.points().size() - 1);
    assertThat(broken.values())
        .filteredOn(outcome -> outcome instanceof Outcome.Failed)
        .hasSize(sweep.points().size() - finished.size())
        .allSatisfy(outcome ->
            assertThat(((Outcome.Failed) outcome).why()).contains("can no longer be reached"));

    try (var cluster = LoopbackCluster.start(folder.resolve("next"), SECRET)) {
      cluster.worker();
      var outcomes = broken(cluster, there, sweep, Integer.MAX_VALUE, List.of());
      assertThat(outcomes)
          .allSatisfy((point, outcome) ->
              assertThat(outcome).isEqualTo(new Outcome.Finished(finished.contains(point))));
    }
    assertThat(Sweeps.moments(sweep, there.folder()))
        .isEqualTo(Sweeps.moments(sweep, here.folder()));
  }
}
