package brink.lab.study;

import brink.lab.analysis.Chart;
import brink.lab.analysis.Chart.Axis;
import brink.lab.analysis.Chart.Curve;
import brink.lab.analysis.Chart.Look;
import brink.lab.analysis.Chart.Panel;
import brink.lab.analysis.EdgeOfStability;
import brink.lab.record.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.hipparchus.stat.descriptive.rank.Median;

/**
 * A descent beside the flow from the same weights.
 *
 * @param descent on its way to and at its edge of stability
 * @param moments of both at the same times
 * @param edge of the descent
 */
record BesideFlow(RunData descent, List<SameTime> moments, EdgeOfStability edge) {
  private static final double NEAR = 0.05; // of the edge

  static BesideFlow of(RunData descent, RunData flow) {
    return new BesideFlow(descent, SameTime.of(descent, flow), EdgeOfStability.of(descent));
  }

  String title() {
    return descent.provenance().title();
  }

  /**
   * The first moment at which its sharpness is as near to the edge as it is to stay: between
   * moments it swings about it, so that it may be above it at few of them.
   */
  Optional<EdgeOfStability.Reading> arrival() {
    return edge.settled().stream().filter(at -> at.ratio() >= 1 - NEAR).findFirst();
  }

  /** The moments of the last third of the time at the edge. */
  List<SameTime> late(EdgeOfStability.Reading arrival) {
    double end = descent.moments().getLast().t();
    double from = arrival.t() + (end - arrival.t()) * 2 / 3;
    return moments.stream().filter(at -> at.t() >= from).toList();
  }

  /** Empty where no moment has the value. */
  static OptionalDouble median(List<SameTime> moments, Function<SameTime, Optional<Double>> value) {
    var values =
        moments.stream()
            .flatMap(at -> value.apply(at).stream())
            .mapToDouble(Double::doubleValue)
            .toArray();
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(new Median().evaluate(values));
  }

  /** top(G) and its factors over those of the flows, a panel each. */
  static Chart chart(List<BesideFlow> all) {
    var curves = new ArrayList<List<Curve>>();
    curves.add(curves(all, SameTime::logOfTop));
    for (var factor : SharpnessFactor.values()) {
      curves.add(curves(all, at -> at.logRatio(factor)));
    }
    var range =
        curves.stream()
            .flatMap(List::stream)
            .flatMap(curve -> curve.points().stream())
            .flatMapToDouble(point -> DoubleStream.of(point.y()))
            .summaryStatistics();
    var panels = new ArrayList<Panel>();
    for (int i = 0; i < curves.size(); i++) {
      var name = i == 0 ? "top(G)" : SharpnessFactor.values()[i - 1].symbol();
      panels.add(
          new Panel(
              Axis.time(),
              Axis.log(name + ", descent over flow").showing(range.getMin(), range.getMax()),
              curves.get(i)));
    }
    return new Chart(
        "factors-over-flow",
        "What the edge of stability holds down",
        "top(G) of each descent over that of the flow from the same weights at the same time, and the seven factors that it is the product of; all panels have one scale. Dashed: where each descent comes to its edge.",
        panels);
  }

  private static List<Curve> curves(
      List<BesideFlow> all, Function<SameTime, Optional<Double>> logRatio) {
    var curves = new ArrayList<Curve>();
    for (int i = 0; i < all.size(); i++) {
      var beside = all.get(i);
      int series = i;
      var ratios = new Series();
      for (var at : beside.moments()) {
        logRatio.apply(at).ifPresent(log -> ratios.add(at.t(), Math.exp(log)));
      }
      beside
          .arrival()
          .flatMap(arrival -> mark(ratios, arrival.t()))
          .map(at -> Curve.upright("", series, at.x(), at.y() / 1.1, at.y() * 1.1))
          .ifPresent(curves::add);
      curves.add(ratios.curve(beside.title(), series, Look.DOTTED));
    }
    return curves;
  }

  private static Optional<Chart.Point> mark(Series ratios, double t) {
    return ratios.points().stream().filter(point -> point.x() >= t).findFirst();
  }
}
