package brink.spark;

import brink.lab.record.Progress;
import brink.lab.record.Provenance;
import brink.lab.spec.Runs;
import brink.lab.spec.Spec;
import brink.lab.spec.SpecReader;
import brink.lab.spec.Sweep;
import brink.lab.sweep.Outcome;
import brink.lab.sweep.SweepFolder;
import brink.lab.sweep.Worker;
import brink.nn.data.Places;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;

/**
 * A point of a sweep on its way to a worker: strings only, from which the worker makes the point
 * anew.
 *
 * @param id of the point
 * @param coordinates of the point
 * @param spec resolved, YAML
 * @param folder of the sweep, absolute
 * @param data the folder where data is looked for first, if there is one, absolute
 * @param cache where data is looked for next, absolute
 * @param version of this build
 * @param commit of this build, if it is known
 */
record PointTask(
    String id,
    Map<String, String> coordinates,
    String spec,
    String folder,
    List<String> data,
    String cache,
    String version,
    List<String> commit)
    implements Serializable {
  private static final int WAITS = 120; // of half a second

  static PointTask of(Sweep.Point point, Worker worker) {
    var runs = worker.runs();
    return new PointTask(
        point.id(),
        point.coordinates(),
        Runs.resolved(point.spec()),
        absolute(worker.folder().path()),
        runs.places().folder().map(PointTask::absolute).stream().toList(),
        absolute(runs.places().cache()),
        runs.build().version(),
        runs.build().commit().stream().toList());
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  /** Carries the point out where it has come to; what fails says on which machine. */
  Outcome carryOut() throws InterruptedException {
    return switch (outcome()) {
      case Outcome.Failed(String why) when !here() ->
          new Outcome.Failed("%s (On %s.)".formatted(why, host()));
      case Outcome other -> other;
    };
  }

  private Outcome outcome() throws InterruptedException {
    if (!Files.isDirectory(Path.of(folder, "runs"))) {
      return new Outcome.Failed(
          "The sweep's folder %s is not seen from a worker: choose one with --out on a file system that all machines share."
              .formatted(folder));
    }
    var point =
        new Sweep.Point(
            id, coordinates, new SpecReader<>(Spec.class).read("point " + id, spec, List.of()));
    if (!Provenance.hash(Runs.resolved(point.spec())).startsWith(id)) {
      return new Outcome.Failed(
          "A worker reads the spec differently: let all machines run the same version of Brink.");
    }
    var outcome = worker().carryOut(point, Progress.silent());
    // A lost worker's process may take some seconds to end, and holds the point until then.
    for (int i = 0; i < WAITS && retried() && outcome instanceof Outcome.Elsewhere; i++) {
      Thread.sleep(500);
      outcome = worker().carryOut(point, Progress.silent());
    }
    return outcome;
  }

  private Worker worker() {
    var places = new Places(data.stream().findFirst().map(Path::of), Path.of(cache));
    var build = new Runs.Build(version, commit.stream().findFirst());
    // The lock ends with the process, and so does the run: there is nothing to do before.
    return new Worker(new Runs(places, build), new SweepFolder(Path.of(folder)), _ -> () -> {});
  }

  private static boolean retried() {
    return Optional.ofNullable(TaskContext.get())
        .filter(task -> task.attemptNumber() > 0)
        .isPresent();
  }

  /** Whether the driver carries it out itself. */
  private static boolean here() {
    return SparkEnv.get().executorId().equals("driver");
  }

  private static String host() {
    return SparkEnv.get().blockManager().blockManagerId().host();
  }
}
