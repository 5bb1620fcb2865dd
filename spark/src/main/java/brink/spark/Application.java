package brink.spark;

import brink.core.error.InputError;
import brink.core.error.Why;
import brink.lab.spec.Sweep;
import brink.lab.sweep.Outcome;
import brink.lab.sweep.SweepWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;

/** A sweep as an application of Spark, from its start until it is closed. */
final class Application implements AutoCloseable {
  private static final int AT_ONCE = 1000; // points in Spark's hands

  private final SparkExecutor of;
  private final JavaSparkContext spark;
  private final Workers workers;
  private final Semaphore free = new Semaphore(AT_ONCE, true);
  private final AtomicBoolean givenUp = new AtomicBoolean();

  private Application(SparkExecutor of, JavaSparkContext spark) {
    this.of = of;
    this.spark = spark;
    this.workers = new Workers(spark.sc(), of.master(), of.patience());
  }

  /**
   * Starts an application for runs of so many threads.
   *
   * @throws InputError if the master does not take it, or the sweep's folder cannot be made
   */
  static Application start(SparkExecutor of, int threads) {
    var runs = of.worker().folder().path().resolve("runs");
    try {
      Files.createDirectories(runs);
    } catch (IOException e) {
      throw new InputError(
          "The sweep's folder %s cannot be made (%s): choose another one with --out."
              .formatted(runs.getParent(), Why.of(e)),
          e);
    }
    var conf = Settings.ofRuns(of.master(), of.connection(), threads);
    return new Application(of, Door.enter(of.master(), conf));
  }

  /**
   * Carries out points, as many at once as there are workers.
   *
   * @throws InputError if there never was a worker
   */
  Map<Sweep.Point, Outcome> carryOut(List<Sweep.Point> points, SweepWatch watch) {
    var byId = points.stream().collect(Collectors.toMap(Sweep.Point::id, Function.identity()));
    spark.sc().addSparkListener(new Starts(id -> watch.accept(new SweepWatch.Began(byId.get(id)))));
    var outcomes = new LinkedHashMap<Sweep.Point, Outcome>();
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = new LinkedHashMap<Sweep.Point, Future<Outcome>>();
      points.forEach(point -> results.put(point, pool.submit(() -> carryOut(point, watch))));
      try {
        for (var result : results.entrySet()) {
          outcomes.put(result.getKey(), await(result.getValue()));
        }
      } catch (InterruptedException e) {
        givenUp.set(true); // or the pool would wait until all is done
        pool.shutdownNow();
        spark.sc().cancelAllJobs();
        throw e;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InputError("The sweep was interrupted: start it again, it goes on.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a point failed here", e.getCause());
    }
    if (givenUp.get() && !workers.any()) {
      throw new InputError(workers.none());
    }
    return outcomes;
  }

  private Outcome await(Future<Outcome> result) throws InterruptedException, ExecutionException {
    while (true) {
      try {
        return result.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        if (!spark.sc().isStopped() && workers.lacking()) {
          givenUp.set(true);
          spark.sc().cancelAllJobs();
        }
      }
    }
  }

  private Outcome carryOut(Sweep.Point point, SweepWatch watch) throws InterruptedException {
    free.acquire();
    try {
      var outcome =
          checked(point, givenUp.get() ? new Outcome.Failed(workers.none()) : asked(point));
      watch.accept(new SweepWatch.Done(point, outcome));
      return outcome;
    } finally {
      free.release();
    }
  }

  private Outcome asked(Sweep.Point point) {
    try {
      spark.setLocalProperty(Starts.POINT, point.id());
      return spark
          .parallelize(List.of(PointTask.of(point, of.worker())), 1)
          .map(PointTask::carryOut)
          .collect()
          .getFirst();
    } catch (Exception e) { // Spark declares none and throws checked ones
      return new Outcome.Failed(
          givenUp.get()
              ? workers.none()
              : "Spark gave the run up (%s): start the sweep again, it goes on."
                  .formatted(Door.firstLine(e)));
    }
  }

  /** What the folder says counts: a worker may have been lost after all was written. */
  private Outcome checked(Sweep.Point point, Outcome told) {
    boolean finished = of.worker().folder().finished(point).isPresent();
    return switch (told) {
      case Outcome.Finished _, Outcome.Failed _ when finished -> new Outcome.Finished(false);
      case Outcome.Finished _ ->
          new Outcome.Failed(
              "A worker finished the run, but %s is not there: choose a folder with --out on a file system that all machines share."
                  .formatted(of.worker().folder().run(point)));
      default -> told;
    };
  }

  @Override
  public void close() {
    Door.leave(spark);
  }
}
