package brink.lab.sweep;

import brink.lab.record.Progress;
import brink.lab.spec.Sweep;

/** Who wants to know how a sweep gets on. Told by any thread; must return at once. */
public interface SweepWatch {
  /** Takes note of what has happened. */
  void accept(Event event);

  /** Nobody wants to know. */
  static SweepWatch silent() {
    return _ -> {};
  }

  /** What happens in a sweep. */
  sealed interface Event {}

  /** A point is taken up. */
  record Began(Sweep.Point point) implements Event {}

  /** The run of a point has come further, see {@link Following}. */
  record Moved(Sweep.Point point, Progress.Event event) implements Event {}

  /** A point is done with. */
  record Done(Sweep.Point point, Outcome outcome) implements Event {}
}
