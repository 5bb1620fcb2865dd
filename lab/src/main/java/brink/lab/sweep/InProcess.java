package brink.lab.sweep;

import brink.core.error.InputError;
import brink.lab.record.Progress;
import brink.lab.spec.Sweep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Runs in this process, as many at once as there are workers and as fit into memory together.
 *
 * @param worker that each thread asks
 * @param workers threads
 * @param memory bytes that all runs together may take
 */
public record InProcess(Worker worker, int workers, double memory) implements Executor {
  private static final double MEGABYTE = 1e6; // memory is shared out in these

  /** Checks the number of workers. */
  public InProcess {
    if (workers < 1) {
      throw new InputError("There must be at least one worker, not %d.".formatted(workers));
    }
  }

  @Override
  public Map<Sweep.Point, Outcome> carryOut(List<Sweep.Point> points, SweepWatch watch) {
    int all = (int) Math.clamp(memory / MEGABYTE, 1, Integer.MAX_VALUE);
    var free = new Semaphore(all, true);
    var threads = Thread.ofPlatform().daemon().name("worker-", 1).factory();
    try (var following = Following.of(worker.folder(), watch);
        var pool = Executors.newFixedThreadPool(workers, threads)) {
      var tasks = new ArrayList<Callable<Outcome>>();
      points.forEach(point -> tasks.add(() -> carryOut(point, free, all, following)));
      var results = pool.invokeAll(tasks);
      var outcomes = new LinkedHashMap<Sweep.Point, Outcome>();
      for (int i = 0; i < points.size(); i++) {
        outcomes.put(points.get(i), results.get(i).get());
      }
      return outcomes;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InputError("The sweep was interrupted: start it again, it goes on.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a worker failed", e.getCause());
    }
  }

  private Outcome carryOut(Sweep.Point point, Semaphore free, int all, SweepWatch watch)
      throws InterruptedException {
    var outcome = tried(point, free, all, watch);
    watch.accept(new SweepWatch.Done(point, outcome));
    return outcome;
  }

  private Outcome tried(Sweep.Point point, Semaphore free, int all, SweepWatch watch)
      throws InterruptedException {
    int need;
    try {
      if (worker.folder().finished(point).isPresent()) {
        return new Outcome.Finished(true); // without its data
      }
      // A run larger than all the memory has to say so itself, with nothing beside it.
      need = (int) Math.min(all, Math.ceil(worker.runs().memory(point.spec()) / MEGABYTE));
    } catch (InputError e) {
      return new Outcome.Failed(e.getMessage());
    }
    free.acquire(need);
    try {
      watch.accept(new SweepWatch.Began(point));
      return worker.carryOut(point, Progress.silent());
    } finally {
      free.release(need);
    }
  }
}
