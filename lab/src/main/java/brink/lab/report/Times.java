package brink.lab.report;

import java.util.Collection;

/** The time axis of a run's figures. */
final class Times {
  private static final double WIDE = 50;
  private static final String LABEL = "time t of the flow (step size × steps)";

  private Times() {}

  /**
   * Logarithmic when the times are spread over more than a factor of {@value #WIDE}, so that the
   * short transient at the start is seen too; the start itself, t = 0, then has no place.
   */
  static Axis axis(Collection<Double> times) {
    var after = times.stream().filter(t -> t > 0).mapToDouble(t -> t).summaryStatistics();
    if (after.getCount() == 0) {
      return Axis.linear(LABEL);
    }
    return after.getMax() > WIDE * after.getMin()
        ? Axis.log(LABEL).from(after.getMin(), after.getMax())
        : Axis.linear(LABEL).from(0, after.getMax());
  }
}
