package brink.lab.study;

import brink.lab.record.MomentRow;
import brink.lab.record.RunData;
import java.util.List;

/**
 * Moments of two runs at one time.
 *
 * @param one of the first run
 * @param other of the second
 */
record SameTime(MomentRow one, MomentRow other) {
  private static final double SAME = 1e-6; // relative: sums of learning rates are rounded

  /** At all times at which both were measured, in order. */
  static List<SameTime> of(RunData one, RunData other) {
    return one.moments().stream()
        .flatMap(moment ->
            other.moments().stream()
                .filter(at -> Math.abs(at.t() - moment.t()) <= SAME * moment.t())
                .limit(1)
                .map(at -> new SameTime(moment, at)))
        .toList();
  }

  double t() {
    return one.t();
  }
}
