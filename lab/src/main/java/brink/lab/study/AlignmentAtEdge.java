package brink.lab.study;

import brink.core.vector.Precision;
import brink.lab.analysis.Chart;
import brink.lab.analysis.Chart.Axis;
import brink.lab.analysis.Chart.Curve;
import brink.lab.analysis.Chart.Look;
import brink.lab.analysis.Chart.Panel;
import brink.lab.analysis.EdgeOfStability;
import brink.lab.record.MomentRow;
import brink.lab.record.Ritz;
import brink.lab.record.RunData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Layerwise Jacobian alignment of gradient descent at its edge of stability, beside that of the
 * flow from the same weights at the same times.
 *
 * <p>What counts as near: before the edge, 10 % as for the sharpness itself ({@link
 * EdgeChecks#tracks}), of which alignment is one factor. Whether alignment is what the edge holds
 * down needs no tolerance: of all factors of top(G) its ratio to the flow's must be the smallest,
 * and more than half of the logarithm of top(G)'s ratio, so that all others together are less.
 *
 * @param name of the study
 * @param start how the first weights are drawn, in a word; names of runs begin with it
 * @param trained by all; its times are whole numbers of steps of each rate
 * @param rates learning rates, from the smallest
 * @param seeds of first weights whose sharpness is below the edge of each rate: descent from others
 *     leaves the flow in its first steps
 */
record AlignmentAtEdge(
    String name, String start, Timed trained, List<Double> rates, List<Integer> seeds) {
  private static final double TRACKED = 0.1;
  private static final double MOST = 0.5; // of the logarithm of top(G)'s ratio

  Study study() {
    return new Study(
        name,
        "Hypothesis: until its edge of stability, gradient descent from %s weights aligns the layerwise Jacobians as the flow does; from there on, what holds its sharpness at 2 / eta is that they align no further: of all factors of sharpness, alignment is held down most below the flow's."
            .formatted(start),
        "left open by "
            + Alignment.PAPER
            + ", who follow the flow, which has no edge; the edge is that of Cohen et al. 2021",
        seeds.stream().flatMap(this::recipes).toList(),
        (runs, _, _) -> findings(runs));
  }

  private Stream<Recipe> recipes(int seed) {
    var drawn = "network.init.seed=" + seed;
    return Stream.concat(
        Stream.of(trained.flow("%s-flow-%d".formatted(start, seed), drawn)),
        rates.stream()
            .map(rate ->
                trained.descent(
                    "%s-%s-%d".formatted(start, Setting.eta(rate), seed), rate, drawn)));
  }

  /** A descent and the flow from the same weights. */
  private record Beside(RunData descent, List<SameTime> moments, EdgeOfStability edge) {
    static Beside of(RunData descent, RunData flow) {
      return new Beside(descent, SameTime.of(descent, flow), EdgeOfStability.of(descent));
    }

    String title() {
      return descent.provenance().title();
    }

    /** The moments from the last third of the time at the edge. */
    List<SameTime> late(EdgeOfStability.Reading reached) {
      double end = descent.moments().getLast().t();
      double from = reached.t() + (end - reached.t()) * 2 / 3;
      return moments.stream().filter(at -> at.t() >= from).toList();
    }
  }

  private Findings findings(List<RunData> runs) {
    var checks = new ArrayList<Check>();
    var all = new ArrayList<Beside>();
    for (int i = 0; i < runs.size(); i += 1 + rates.size()) {
      var flow = runs.get(i);
      var descents = runs.subList(i + 1, i + 1 + rates.size());
      checks.addAll(EdgeChecks.hoverOrJustAbove(descents));
      for (var descent : descents) {
        var beside = Beside.of(descent, flow);
        checks.addAll(checks(beside));
        all.add(beside);
      }
    }
    return new Findings(checks, all.isEmpty() ? List.of() : List.of(chart(all)));
  }

  private List<Check> checks(Beside beside) {
    var reached = beside.edge().reached();
    if (reached.isEmpty()) {
      return List.of(new Check(beside.title() + ": the edge is reached", "never", false));
    }
    var checks = new ArrayList<Check>();
    checks.add(tracks(beside, reached.get()));
    checks.addAll(heldDown(beside.title(), beside.late(reached.get())));
    checks.add(closes(beside));
    return checks;
  }

  private static Check tracks(Beside beside, EdgeOfStability.Reading reached) {
    var before =
        beside.moments().stream().filter(at -> at.t() > 0 && at.t() < reached.t()).toList();
    double worst =
        before.stream()
            .flatMap(at -> logRatio(at, SharpnessFactor.AL_J).stream())
            .mapToDouble(log -> Math.abs(Math.expm1(log)))
            .max()
            .orElse(Double.NaN);
    return new Check(
        beside.title() + ": before the edge, AL_J within 10 % of the flow's",
        before.isEmpty()
            ? "not measured between the start and the edge, at t = %.3g".formatted(reached.t())
            : "%.2g %% off at most, at %d moments until t = %.3g"
                .formatted(100 * worst, before.size(), reached.t()),
        worst <= TRACKED);
  }

  private static List<Check> heldDown(String title, List<SameTime> late) {
    double whole = median(late, AlignmentAtEdge::logOfTop).orElse(Double.NaN);
    double alignment = median(late, at -> logRatio(at, SharpnessFactor.AL_J)).orElse(Double.NaN);
    boolean least =
        Arrays.stream(SharpnessFactor.values())
            .filter(factor -> factor != SharpnessFactor.AL_J)
            .allMatch(factor -> median(late, at -> logRatio(at, factor)).orElse(0) > alignment);
    return List.of(
        new Check(
            title
                + ": over the last third at the edge, of all factors of top(G) AL_J is lowest beside the flow's, and below it",
            "medians over %d moments, descent over flow: %s; top(G) %.3g"
                .formatted(
                    late.size(),
                    Arrays.stream(SharpnessFactor.values())
                        .map(factor ->
                            "%s %.3g"
                                .formatted(
                                    factor.symbol(),
                                    Math.exp(
                                        median(late, at -> logRatio(at, factor))
                                            .orElse(Double.NaN))))
                        .collect(Collectors.joining(", ")),
                    Math.exp(whole)),
            least && alignment < 0),
        new Check(
            title
                + ": AL_J alone makes more than half of the logarithm by which top(G) is below the flow's",
            "%.0f %%: %.3f of %.3f".formatted(100 * alignment / whole, alignment, whole),
            whole < 0 && alignment / whole > MOST));
  }

  /** At every moment of both. */
  private Check closes(Beside beside) {
    var spec = recipes(seeds.getFirst()).findFirst().orElseThrow().spec();
    double bound = 2 * Rounding.bound(spec.network(), spec.engine().precision());
    var off =
        beside.moments().stream()
            .flatMap(at -> residue(at).stream())
            .mapToDouble(Math::abs)
            .summaryStatistics();
    return new Check(
        "%s: the logarithms of the factors' ratios add up to that of top(G), but for rounding (%.1g in %s)"
            .formatted(beside.title(), bound, name(spec.engine().precision())),
        "%.1g off at most, at %d moments".formatted(off.getMax(), off.getCount()),
        off.getCount() > 0 && off.getMax() <= bound);
  }

  private static String name(Precision precision) {
    return precision.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<Double> residue(SameTime at) {
    var logs =
        Arrays.stream(SharpnessFactor.values())
            .flatMap(factor -> logRatio(at, factor).stream())
            .toList();
    return logs.size() < SharpnessFactor.values().length
        ? Optional.empty()
        : logOfTop(at).map(top -> logs.stream().mapToDouble(Double::doubleValue).sum() - top);
  }

  private static Optional<Double> logRatio(SameTime at, SharpnessFactor factor) {
    return logRatio(at, moment -> moment.decomposition().flatMap(factor::of));
  }

  private static Optional<Double> logOfTop(SameTime at) {
    return logRatio(at, moment -> moment.spectrum().topG().map(Ritz::value).filter(v -> v > 0));
  }

  private static Optional<Double> logRatio(
      SameTime at, Function<MomentRow, Optional<Double>> value) {
    return value.apply(at.one()).flatMap(a -> value.apply(at.other()).map(b -> Math.log(a / b)));
  }

  private static OptionalDouble median(
      List<SameTime> moments, Function<SameTime, Optional<Double>> value) {
    var sorted = moments.stream().flatMap(at -> value.apply(at).stream()).sorted().toList();
    return sorted.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(sorted.get(sorted.size() / 2));
  }

  private static Chart chart(List<Beside> all) {
    var curves = new ArrayList<List<Curve>>();
    curves.add(curves(all, AlignmentAtEdge::logOfTop));
    for (var factor : SharpnessFactor.values()) {
      curves.add(curves(all, at -> logRatio(at, factor)));
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
      List<Beside> all, Function<SameTime, Optional<Double>> logRatio) {
    var curves = new ArrayList<Curve>();
    for (int i = 0; i < all.size(); i++) {
      var beside = all.get(i);
      int series = i;
      var ratios = new Series();
      for (var at : beside.moments()) {
        logRatio.apply(at).ifPresent(log -> ratios.add(at.t(), Math.exp(log)));
      }
      beside
          .edge()
          .reached()
          .flatMap(reached -> mark(ratios, reached.t()))
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
