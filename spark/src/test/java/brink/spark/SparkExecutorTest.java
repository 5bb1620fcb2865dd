package brink.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import brink.lab.record.Progress;
import brink.lab.spec.Sweep;
import brink.lab.sweep.Cluster;
import brink.lab.sweep.Executor;
import brink.lab.sweep.InProcess;
import brink.lab.sweep.Outcome;
import brink.lab.sweep.SweepWatch;
import brink.lab.sweep.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkExecutorTest {
  private static final String SECRET = "a secret of this test";
  private static final double ROOMY = 4e9; // bytes

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

  private static Executor on(String master, Optional<String> secret, Worker worker) {
    return Cluster.onClassPath().executor(worker, Sweeps.connection(master, secret));
  }

  @Test
  void nothingIsLostWhenAWorkerIsKilledAndTheNumbersAreThoseOfThisProcess() throws Exception {
    var sweep = Sweeps.dice(folder, 8);
    assertThat(sweep.points()).hasSize(16);
    var here = Sweeps.worker(folder.resolve("here"), folder);
    new InProcess(here, 2, ROOMY).carryOut(sweep.points(), SweepWatch.silent());

    var there = Sweeps.worker(folder.resolve("there"), folder);
    var survivor = cluster.worker();
    var victim = cluster.worker();
    var done = new AtomicInteger();
    var began = Collections.synchronizedList(new ArrayList<Sweep.Point>());
    var outcomes =
        on(cluster.url(), Optional.of(SECRET), there)
            .carryOut(
                sweep.points(),
                event -> {
                  switch (event) {
                    case SweepWatch.Began(var point) -> began.add(point);
                    case SweepWatch.Done _ when done.incrementAndGet() == 5 ->
                        LoopbackCluster.kill(victim);
                    default -> {}
                  }
                });
    LoopbackCluster.kill(survivor);
    assertThat(victim.isAlive()).isFalse();
    assertThat(outcomes.keySet()).containsExactlyElementsOf(sweep.points());
    assertThat(outcomes.values()).containsOnly(new Outcome.Finished(false));
    assertThat(done).hasValue(16);
    assertThat(began).containsExactlyInAnyOrderElementsOf(sweep.points());
    assertThat(Sweeps.moments(sweep, there.folder()))
        .isEqualTo(Sweeps.moments(sweep, here.folder()));
  }

  @Test
  void howFarARunHasComeIsToldWhileAWorkerIsAtIt() throws Exception {
    // Two minutes of steps if nobody interrupts, who does so once told.
    var point =
        Sweeps.dice(folder, 1, "stop={time: 1e9, max-steps: 30000}", "save={}").points().getFirst();
    var worker = cluster.worker();
    var told = new AtomicInteger();
    var caller = Thread.currentThread();
    assertThatThrownBy(() ->
            on(cluster.url(), Optional.of(SECRET), Sweeps.worker(folder.resolve("out"), folder))
                .carryOut(
                    List.of(point),
                    event -> {
                      if (event instanceof SweepWatch.Moved(var moved, Progress.Stepped _)
                          && moved.equals(point)
                          && told.getAndIncrement() == 0) {
                        caller.interrupt();
                      }
                    }))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("interrupted");
    Thread.interrupted(); // or what comes next would be interrupted too
    LoopbackCluster.kill(worker);
    assertThat(told).hasPositiveValue();
  }

  @Test
  void inThisProcessRunsThatFailAreNamedFinishedOnesAreSkippedAndTheOthersGoOn() throws Exception {
    var axes = Sweeps.dice(folder, 1);
    var worker = Sweeps.worker(folder.resolve("out"), folder);
    worker.carryOut(axes.points().getFirst(), _ -> {});
    var unread = Sweeps.dice(folder, 1, "data.source=cifar10").points().getFirst();
    var points = List.of(axes.points().getFirst(), unread, axes.points().getLast());
    var outcomes =
        List.copyOf(
            on("local[2]", Optional.empty(), worker)
                .carryOut(points, SweepWatch.silent())
                .values());
    assertThat(outcomes.get(0)).isEqualTo(new Outcome.Finished(true));
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed) outcomes.get(1)).why()).contains("CIFAR-10");
    assertThat(outcomes.get(2)).isEqualTo(new Outcome.Finished(false));
  }

  @Test
  void aMasterThatCannotBeReachedIsNamed() throws Exception {
    var url = "spark://127.0.0.1:" + LoopbackCluster.freePort();
    var executor = on(url, Optional.empty(), Sweeps.worker(folder.resolve("out"), folder));
    var points = Sweeps.dice(folder, 1).points();
    assertThatThrownBy(() -> executor.carryOut(points, SweepWatch.silent()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(url.substring("spark://".length()))
        .hasMessageContaining("cannot be reached");
  }

  @Test
  void aMasterThatRefusesTheSecretIsNamed() throws Exception {
    var worker = Sweeps.worker(folder.resolve("out"), folder);
    var points = Sweeps.dice(folder, 1).points();
    var wrong = on(cluster.url(), Optional.of("another one"), worker);
    assertThatThrownBy(() -> wrong.carryOut(points, SweepWatch.silent()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("refuses the secret");
    var none = on(cluster.url(), Optional.empty(), worker);
    assertThatThrownBy(() -> none.carryOut(points, SweepWatch.silent()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(Cluster.SECRET);
  }

  @Test
  void aMasterWithoutWorkersIsGivenUpAfterAWhile() throws Exception {
    var executor =
        new SparkExecutor(
            Sweeps.worker(folder.resolve("out"), folder),
            Master.of(cluster.url()),
            Sweeps.connection(cluster.url(), Optional.of(SECRET)),
            Duration.ofSeconds(3));
    var points = Sweeps.dice(folder, 1).points();
    assertThatThrownBy(() -> executor.carryOut(points, SweepWatch.silent()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("has had no worker for us in 3 s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "local[0]", "local[2", "yarn", "127.0.0.1:7077", "spark://", "spark://host"})
  void whatIsNoMasterIsRefused(String url) {
    assertThatThrownBy(() -> Master.of(url))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("write local[*], local[2] or spark://HOST:PORT");
  }
}
