package brink.lab.sweep;

import brink.lab.spec.Sweep;
import java.util.List;
import java.util.Map;

/** Who carries out the points of a sweep, and where. */
public interface Executor {
  /**
   * Carries out all points, as many at once as it can.
   *
   * @return what became of each, in their order
   */
  Map<Sweep.Point, Outcome> carryOut(List<Sweep.Point> points, SweepWatch watch);
}
