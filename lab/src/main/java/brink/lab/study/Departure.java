package brink.lab.study;

import brink.lab.analysis.EdgeOfStability;
import brink.lab.analysis.RunDistance;
import brink.lab.record.RunData;
import java.util.List;

/**
 * How far a descent is from its gradient flow at a time before its edge of stability.
 *
 * @param t the time of both
 * @param relative the distance between them over that travelled by the descent
 * @param ratio the sharpness of the descent over its edge
 */
record Departure(double t, double relative, double ratio) {
  /** At the moments of both, but the start, until the edge is reached. */
  static List<Departure> ofBoth(RunData descent, RunData flow) {
    var edge = EdgeOfStability.of(descent);
    double until = edge.reached().orElse(edge.readings().getLast()).t();
    return RunDistance.between(descent, flow).stream()
        .filter(at -> at.t() < until && at.travelled() > 0)
        .map(at -> new Departure(at.t(), at.distance() / at.travelled(), ratio(edge, at.t())))
        .toList();
  }

  private static double ratio(EdgeOfStability edge, double t) {
    return edge.readings().stream()
        .filter(reading -> reading.t() == t)
        .findFirst()
        .orElseThrow()
        .ratio();
  }
}
