package brink.spark;

import brink.lab.spec.Sweep;
import brink.lab.sweep.Cluster;
import brink.lab.sweep.Executor;
import brink.lab.sweep.Following;
import brink.lab.sweep.Outcome;
import brink.lab.sweep.SweepWatch;
import brink.lab.sweep.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs as Spark tasks, one a point. Results are those of a run in this process bit for bit, on
 * processors of one kind. Where a worker is lost, Spark gives the point to another, up to four
 * times: it goes on from where the run last wrote down its state.
 *
 * @param worker whose runs and folder the workers make for themselves; the folder has to be on a
 *     file system that all of them share
 * @param master of the cluster
 * @param connection to it
 * @param patience how long to wait while there is no worker at all
 */
record SparkExecutor(Worker worker, Master master, Cluster.Connection connection, Duration patience)
    implements Executor {

  @Override
  public Map<Sweep.Point, Outcome> carryOut(List<Sweep.Point> points, SweepWatch watch) {
    var outcomes = new LinkedHashMap<Sweep.Point, Outcome>();
    var left = new ArrayList<Sweep.Point>();
    for (var point : points) {
      // Its place among the outcomes; what is left gets its own below.
      outcomes.put(point, new Outcome.Finished(true));
      if (worker.folder().finished(point).isPresent()) {
        watch.accept(new SweepWatch.Done(point, outcomes.get(point)));
      } else {
        left.add(point);
      }
    }
    if (!left.isEmpty()) {
      try (var application = Application.start(this, threads(left));
          var following = Following.of(worker.folder(), watch)) {
        outcomes.putAll(application.carryOut(left, following));
      }
    }
    return outcomes;
  }

  private static int threads(List<Sweep.Point> points) {
    return points.stream()
        .mapToInt(point -> point.spec().engine().threads().orElse(1))
        .max()
        .orElseThrow();
  }
}
