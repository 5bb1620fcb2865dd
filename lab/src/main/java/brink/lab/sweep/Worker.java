package brink.lab.sweep;

import brink.core.error.InputError;
import brink.lab.record.Progress;
import brink.lab.record.RunFolder;
import brink.lab.record.RunStatus;
import brink.lab.spec.Runs;
import brink.lab.spec.Sweep;

/**
 * Carries out points of a sweep, one after the other; any number of workers in any number of
 * processes may share a folder.
 *
 * @param runs who runs specs
 * @param folder of the sweep
 * @param guard keeps watch over each run
 */
public record Worker(Runs runs, SweepFolder folder, Runs.Guard guard) {
  /**
   * Sees to it that a point is run. A finished run is left as it is, and an interrupted one goes on
   * from where it last stood; one that had not come so far gives way to a new one.
   */
  public Outcome carryOut(Sweep.Point point, Progress progress) {
    try {
      var held = folder.take(point);
      if (held.isEmpty()) {
        return new Outcome.Elsewhere();
      }
      try (var _ = held.get()) {
        return folder.finished(point).isPresent()
            ? new Outcome.Finished(true)
            : outcome(run(point, progress));
      }
    } catch (InputError e) {
      return new Outcome.Failed(e.getMessage());
    } catch (RuntimeException e) {
      return new Outcome.Failed("A fault in Brink stopped the run: " + e);
    } catch (OutOfMemoryError e) {
      return new Outcome.Failed("The memory did not suffice.");
    }
  }

  private RunFolder run(Sweep.Point point, Progress progress) {
    if (RunFolder.find(folder.run(point)).filter(Runs::resumable).isPresent()) {
      return runs.resume(folder.run(point), progress, guard);
    }
    folder.clear(point);
    return runs.run(point.spec(), folder.run(point), progress, guard);
  }

  private static Outcome outcome(RunFolder run) {
    return switch (run.status()) {
      case RunStatus.Finished _ -> new Outcome.Finished(false);
      case RunStatus.Failed(String why) -> new Outcome.Failed(why);
      case RunStatus.Running _ ->
          throw new IllegalStateException("a run ended and is still going on: " + run.path());
    };
  }
}
