package brink.app.cli;

import brink.app.cli.Laboratory.Made;
import brink.app.cli.Laboratory.Result;
import brink.app.cli.Laboratory.SweepRequest;
import brink.app.cli.Laboratory.Sweeping;
import brink.app.cli.Laboratory.Swept;
import brink.lab.record.FreeMemory;
import brink.lab.spec.Runs;
import brink.lab.spec.Sweep;
import brink.lab.sweep.Cluster;
import brink.lab.sweep.Executor;
import brink.lab.sweep.InProcess;
import brink.lab.sweep.Outcome;
import brink.lab.sweep.SweepFolder;
import brink.lab.sweep.SweepTable;
import brink.lab.sweep.Worker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Specs along axes. */
final class SweepRoom {
  private static final double OF_FREE_MEMORY = 0.8;

  private SweepRoom() {}

  /** The points that are asked for, and how each stands, as lines. */
  static List<String> list(SweepRequest request) {
    var sweep = Sweep.read(request.sweep(), request.settings());
    var folder = folder(request, sweep);
    return request.shard().of(sweep.points()).stream()
        .map(point -> "%s  %-8s  %s".formatted(point.id(), folder.standing(point), point.title()))
        .toList();
  }

  static Swept carryOut(SweepRequest request, Runs runs, Runs.Guard guard, Sweeping view) {
    var sweep = Sweep.read(request.sweep(), request.settings());
    var folder = folder(request, sweep);
    var points = request.shard().of(sweep.points());
    var worker = new Worker(runs, folder, guard);
    var executor =
        request
            .cluster()
            .map(connection -> Cluster.onClassPath().executor(worker, connection))
            .orElseGet(() -> inProcess(request, worker, points));
    try (var watch = view.open(new Sweep(sweep.name(), points))) {
      var outcomes = executor.carryOut(points, watch);
      var summary = new ArrayList<String>();
      outcomes.forEach((point, outcome) -> {
        if (outcome instanceof Outcome.Failed(var why)) {
          summary.add("failed: %s (%s): %s".formatted(point.title(), point.id(), why));
        }
      });
      int failed = summary.size();
      summary.add(count(sweep, outcomes.values().stream().toList()));
      var table = SweepTable.write(sweep, folder);
      var made =
          List.of(new Made("table", table), new Made("run folders", folder.path().resolve("runs")));
      return new Swept(new Result(summary, made), failed, points.size());
    }
  }

  private static Executor inProcess(SweepRequest request, Worker worker, List<Sweep.Point> points) {
    int threads =
        points.stream().mapToInt(point -> point.spec().engine().threadsHere()).max().orElse(1);
    int cores = Runtime.getRuntime().availableProcessors();
    int workers = request.workers().orElse(Math.max(1, cores / threads));
    return new InProcess(worker, workers, OF_FREE_MEMORY * FreeMemory.here().system());
  }

  private static String count(Sweep sweep, List<Outcome> outcomes) {
    long finished = outcomes.stream().filter(Outcome.Finished.class::isInstance).count();
    long already = outcomes.stream().filter(new Outcome.Finished(true)::equals).count();
    long elsewhere = outcomes.stream().filter(Outcome.Elsewhere.class::isInstance).count();
    return "%s: %d of %d runs are finished, %d of them since before%s."
        .formatted(
            sweep.name(),
            finished,
            outcomes.size(),
            already,
            elsewhere > 0 ? "; other processes are at %d".formatted(elsewhere) : "");
  }

  private static SweepFolder folder(SweepRequest request, Sweep sweep) {
    return new SweepFolder(
        request
            .out()
            .orElseGet(() -> Path.of("runs", sweep.name().replaceAll("[^A-Za-z0-9._-]+", "-"))));
  }
}
