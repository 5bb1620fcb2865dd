package brink.lab.study;

import brink.core.vector.Precision;
import brink.lab.analysis.EdgeOfStability;
import brink.lab.record.RunData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
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

  private Findings findings(List<RunData> runs) {
    var checks = new ArrayList<Check>();
    var all = new ArrayList<BesideFlow>();
    for (int i = 0; i < runs.size(); i += 1 + rates.size()) {
      var flow = runs.get(i);
      var descents = runs.subList(i + 1, i + 1 + rates.size());
      checks.addAll(EdgeChecks.hoverOrJustAbove(descents));
      for (var descent : descents) {
        var beside = BesideFlow.of(descent, flow);
        checks.addAll(checks(beside));
        all.add(beside);
      }
    }
    return new Findings(checks, List.of(BesideFlow.chart(all)));
  }

  private List<Check> checks(BesideFlow beside) {
    var arrival = beside.arrival();
    if (arrival.isEmpty()) {
      return List.of(new Check(beside.title() + ": the edge is reached", "never", false));
    }
    var checks = new ArrayList<Check>();
    checks.add(tracks(beside, arrival.get()));
    checks.addAll(heldDown(beside.title(), beside.late(arrival.get())));
    checks.add(closes(beside));
    return checks;
  }

  private static Check tracks(BesideFlow beside, EdgeOfStability.Reading arrival) {
    var before =
        beside.moments().stream().filter(at -> at.t() > 0 && at.t() < arrival.t()).toList();
    double worst =
        before.stream()
            .flatMap(at -> at.logRatio(SharpnessFactor.AL_J).stream())
            .mapToDouble(log -> Math.abs(Math.expm1(log)))
            .max()
            .orElse(Double.NaN);
    return new Check(
        beside.title() + ": before the edge, AL_J within 10 % of the flow's",
        before.isEmpty()
            ? "not measured between the start and the edge, at t = %.3g".formatted(arrival.t())
            : "%.2g %% off at most, at %d moments until t = %.3g"
                .formatted(100 * worst, before.size(), arrival.t()),
        worst <= TRACKED);
  }

  private static List<Check> heldDown(String title, List<SameTime> late) {
    double whole = BesideFlow.median(late, SameTime::logOfTop).orElse(Double.NaN);
    double alignment =
        BesideFlow.median(late, at -> at.logRatio(SharpnessFactor.AL_J)).orElse(Double.NaN);
    boolean least =
        Arrays.stream(SharpnessFactor.values())
            .filter(factor -> factor != SharpnessFactor.AL_J)
            .allMatch(
                factor -> BesideFlow.median(late, at -> at.logRatio(factor)).orElse(0) > alignment);
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
                                        BesideFlow.median(late, at -> at.logRatio(factor))
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
  private Check closes(BesideFlow beside) {
    var spec = recipes(seeds.getFirst()).findFirst().orElseThrow().spec();
    double bound = 2 * Rounding.bound(spec.network(), spec.engine().precision());
    var off =
        beside.moments().stream()
            .flatMap(at -> at.residue().stream())
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
}
