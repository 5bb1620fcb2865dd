package brink.lab.report;

import brink.lab.record.MomentRow;
import brink.lab.record.RunData;
import java.util.Collection;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;

/** The time axis of a run's figures. */
final class Times {
  private static final double WIDE = 50;
  private static final String LABEL = "time t of the flow (step size × steps)";

  private Times() {}

  /** Of a run: linear for a descent, whose steps are alike from its start to its end. */
  static Axis axis(RunData run, Collection<Double> times) {
    return axis(List.of(run), times);
  }

  /** The times of a run's moments by their numbers. */
  static IntToDoubleFunction ofMoments(RunData run) {
    var times = run.moments().stream().collect(Collectors.toMap(MomentRow::moment, MomentRow::t));
    return times::get;
  }

  /** Of several runs: linear where one is a descent. */
  static Axis axis(List<RunData> runs, Collection<Double> times) {
    return runs.stream().anyMatch(RunData::isDescent) ? linear(times) : spread(times);
  }

  private static Axis linear(Collection<Double> times) {
    double last = times.stream().mapToDouble(t -> t).max().orElse(0);
    return last > 0 ? Axis.linear(LABEL).from(0, last) : Axis.linear(LABEL);
  }

  /**
   * Logarithmic when the times are spread over more than a factor of {@value #WIDE}, so that the
   * short transient at the start is seen too; the start itself, t = 0, then has no place.
   */
  private static Axis spread(Collection<Double> times) {
    var after = times.stream().filter(t -> t > 0).mapToDouble(t -> t).summaryStatistics();
    if (after.getCount() == 0) {
      return Axis.linear(LABEL);
    }
    return after.getMax() > WIDE * after.getMin()
        ? Axis.log(LABEL).from(after.getMin(), after.getMax())
        : linear(times);
  }
}
