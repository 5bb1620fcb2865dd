package brink.lab.report;

import brink.lab.analysis.Transient;
import brink.lab.record.MomentRow;
import brink.lab.record.Ritz;
import brink.lab.record.RunData;
import java.util.Comparator;
import java.util.Optional;

/**
 * The moments of a run that its description compares, of those where sharpness was measured.
 *
 * @param first of all
 * @param settled the first after the {@link Transient}, or the first of all where the run is
 *     shorter
 * @param peak where sharpness is largest from {@code settled} on
 * @param last of all
 * @param over whether {@code settled} is after the transient
 */
record Course(MomentRow first, MomentRow settled, MomentRow peak, MomentRow last, boolean over) {
  /** The course of a run, where sharpness was measured at least twice. */
  static Optional<Course> of(RunData run) {
    var initial = Transient.of(run);
    var measured = run.moments().stream().filter(m -> m.spectrum().topHess().isPresent()).toList();
    if (measured.size() < 2) {
      return Optional.empty();
    }
    var first = measured.getFirst();
    var settled = measured.stream().filter(initial::isOver).findFirst().orElse(first);
    var peak =
        measured.stream()
            .filter(m -> m.moment() >= settled.moment())
            .max(Comparator.comparingDouble(Course::sharpness))
            .orElseThrow();
    return Optional.of(
        new Course(first, settled, peak, measured.getLast(), initial.isOver(settled)));
  }

  /** The largest eigenvalue of the Hessian at a moment of a course. */
  static double sharpness(MomentRow moment) {
    return moment.spectrum().topHess().map(Ritz::value).orElseThrow();
  }

  /** Whether sharpness rises above its value after the transient. */
  boolean rises() {
    return peak.moment() != settled.moment();
  }

  /** The moment with which {@code settled} is compared: the peak, or the last without a rise. */
  MomentRow goal() {
    return rises() ? peak : last;
  }

  /** {@code the peak of sharpness at t = 15.2}, or {@code the end at t = 34.0}. */
  String goalInWords() {
    return (rises() ? "the peak of sharpness at " : "the end at ") + Words.at(goal().t());
  }

  /** {@code after the initial transient}, or {@code at the start} of a shorter run. */
  String since() {
    return over ? "after the initial transient" : "at the start";
  }
}
