package brink.lab.study;

import brink.lab.analysis.Chart;
import brink.lab.analysis.Chart.Axis;
import brink.lab.analysis.Chart.Curve;
import brink.lab.analysis.Chart.Look;
import brink.lab.analysis.Chart.Panel;
import brink.lab.analysis.Chart.Point;
import brink.lab.analysis.PowerLaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Figures of runs that differ in size.
 *
 * @param runs by size, then by seed
 * @param seeds of them
 * @param sizes their axis
 * @param unit of a size, in a word
 * @param law of the peaks of alignment, where one was fitted
 */
record GrownCharts(
    List<Grown> runs, List<Integer> seeds, Axis sizes, String unit, Optional<PowerLaw> law) {
  List<Chart> all() {
    return List.of(peaks(), parts(), links());
  }

  private Chart peaks() {
    var alignment = new ArrayList<Curve>();
    law.map(this::curve).ifPresent(alignment::add);
    alignment.addAll(bySeed(Look.DOTTED, "seed %d", Grown::peakAlignment));
    var links = new ArrayList<>(bySeed(Look.DASHED, "", Grown::settledLink));
    links.addAll(bySeed(Look.DOTTED, "seed %d", Grown::link));
    return new Chart(
        "peaks",
        "Peaks of sharpness and of alignment",
        "Over the moments of each run after the transient. A link is one alignment ratio Al(D, J_l), and AL_J the product of all; dashed below their mean at its peak, that after the transient."
            + law.map(l ->
                    " Dashed at the peak of AL_J, %.3g m^%.3f with R² %.3f."
                        .formatted(l.a(), l.b(), l.rSquared()))
                .orElse(""),
        List.of(
            panel("peak of sharpness (1 / time)", Grown::peakSharpness),
            panel("peak of AL_J over its value after the transient", Grown::alignmentRise),
            new Panel(sizes, Axis.log("peak of AL_J"), alignment),
            new Panel(sizes, Axis.linear("alignment of a link, geometric mean"), links)));
  }

  private Panel panel(String label, ToDoubleFunction<Grown> value) {
    return new Panel(sizes, Axis.log(label), bySeed(Look.DOTTED, "seed %d", value));
  }

  private Curve curve(PowerLaw law) {
    return new Curve(
        "m^%.2f".formatted(law.b()),
        seeds.size(),
        Look.DASHED,
        runs.stream()
            .map(Grown::size)
            .distinct()
            .sorted()
            .map(m -> new Point(m, law.at(m)))
            .toList());
  }

  private List<Curve> bySeed(Look look, String label, ToDoubleFunction<Grown> value) {
    return IntStream.range(0, seeds.size())
        .mapToObj(
            i -> new Curve(label.formatted(seeds.get(i)), i, look, points(seeds.get(i), value)))
        .toList();
  }

  private List<Grown> of(int seed) {
    return runs.stream().filter(run -> run.seed() == seed).toList();
  }

  private List<Point> points(int seed, ToDoubleFunction<Grown> value) {
    return of(seed).stream().map(run -> new Point(run.size(), value.applyAsDouble(run))).toList();
  }

  private Chart parts() {
    var factors = SharpnessFactor.values();
    return new Chart(
        "parts",
        "What sharpness rises by",
        "The part of the logarithm of top(G)'s rise, from after the transient to the peak of sharpness, that each of its factors makes: together 1. Dashed: the two that are not of E|D_1|². A panel for each seed.",
        seeds.stream()
            .map(seed ->
                new Panel(
                    sizes,
                    Axis.linear("part of the rise of log top(G), seed " + seed),
                    IntStream.range(0, factors.length)
                        .mapToObj(i ->
                            new Curve(
                                factors[i].symbol(),
                                i,
                                factors[i].ofFirstLayer() ? Look.DOTTED : Look.DASHED,
                                points(seed, run -> run.part(factors[i]))))
                        .toList()))
            .toList());
  }

  private Chart links() {
    return new Chart(
        "links",
        "Alignment link by link",
        "At the peak of sharpness. Link l is the alignment ratio Al(D, J_l) of the layerwise Jacobian J_l with the D of layer l + 1 above it; l = 1 is next to the inputs. A panel for each seed.",
        seeds.stream()
            .map(seed ->
                new Panel(
                    Axis.linear("layer l"),
                    Axis.linear("alignment of link l, seed " + seed),
                    links(of(seed))))
            .toList());
  }

  private List<Curve> links(List<Grown> some) {
    return IntStream.range(0, some.size())
        .mapToObj(i ->
            new Curve(
                some.get(i).size() + " " + unit,
                i,
                Look.DOTTED,
                some.get(i).linksAtPeak().stream()
                    .map(row -> new Point(row.layer(), row.factors().orElseThrow().alJ()))
                    .toList()))
        .toList();
  }
}
