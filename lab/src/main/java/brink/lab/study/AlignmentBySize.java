package brink.lab.study;

import brink.lab.analysis.Chart.Axis;
import brink.lab.analysis.PowerLaw;
import brink.lab.record.RunData;
import brink.lab.spec.Spec;
import brink.lab.spec.SpecReader;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Layerwise Jacobian alignment along flows of networks that differ in depth, or in width, and start
 * from several seeds; all stop at one loss. As in the claims of Lowell and Kastner (2024), what is
 * said of a run is of its moments after the transient.
 *
 * <p>That something rises or falls with size is decided by the order of the runs alone, by the
 * {@link Trend} test at the usual level of 5 %; that a power law is one, by R² no less than the
 * least of the published ones ({@link #LEAST_R_SQUARED}). That alignment carries the more of the
 * rise of sharpness the deeper a network is, was guessed from runs like those of the smoke scale;
 * those of the other scales test it on data of their own.
 *
 * @param yaml data, loss, stop and moments
 * @param depths numbers of hidden layers, from the smallest
 * @param width of each where depth differs
 * @param widths of hidden layers, from the smallest
 * @param depth of each where width differs
 * @param seeds of the first weights
 */
record AlignmentBySize(
    String yaml,
    List<Integer> depths,
    int width,
    List<Integer> widths,
    int depth,
    List<Integer> seeds) {
  private static final double LEAST_R_SQUARED = 0.74; // Lowell and Kastner 2024, Table 2

  Study byDepth() {
    return new Study(
        "depth",
        "Hypothesis: the deeper a network, the sharper it becomes along the flow, because its layerwise Jacobians come to align by a larger factor, each link as much as those of a shallow one or more.",
        source("whose networks all have six layers"),
        recipes(depths, layers -> Collections.nCopies(layers, width)),
        (runs, _, _) -> depthFindings(grown(runs, depths)));
  }

  Study byWidth() {
    return new Study(
        "width",
        "Hypothesis: the wider a network, the less its weights have to move (lazy training), so that along the flow its layerwise Jacobians align by a smaller factor and its sharpness stays lower; the peak of alignment falls as a power of the width.",
        source("whose hidden layers all have 512 units"),
        recipes(widths, units -> Collections.nCopies(depth, units)),
        (runs, _, _) -> widthFindings(grown(runs, widths)));
  }

  private static String source(String why) {
    return "left open by %s, %s; Cohen et al. 2021 and Chizat, Oyallon & Bach 2019 on width; test of trend: Jonckheere 1954"
        .formatted(Alignment.PAPER, why);
  }

  private List<Recipe> recipes(List<Integer> sizes, Function<Integer, List<Integer>> hidden) {
    return sizes.stream()
        .flatMap(size -> seeds.stream().map(seed -> recipe(hidden.apply(size), seed)))
        .toList();
  }

  /** Named after its shape: a network of both studies is one run. */
  private Recipe recipe(List<Integer> hidden, int seed) {
    var name = "%dx%d-seed-%d".formatted(hidden.size(), hidden.getFirst(), seed);
    var settings = List.of("name=" + name, "network.hidden=" + hidden, "network.init.seed=" + seed);
    return new Recipe(name, new SpecReader<>(Spec.class).read(name, yaml, settings));
  }

  private List<Grown> grown(List<RunData> runs, List<Integer> sizes) {
    return IntStream.range(0, runs.size())
        .boxed()
        .flatMap(
            i -> Grown.of(sizes.get(i / seeds.size()), seeds.get(i % seeds.size()), runs.get(i)))
        .toList();
  }

  private Findings depthFindings(List<Grown> runs) {
    if (tooFew(runs)) {
      return nothing(runs);
    }
    var found = "hidden layers";
    return new Findings(
        List.of(
            rises("the peak of sharpness", trend(runs, Grown::peakSharpness), found),
            rises(
                "the peak of AL_J over its value after the transient",
                trend(runs, Grown::alignmentRise),
                found),
            rises(
                "the part of the logarithm of top(G)'s rise that AL_J makes",
                trend(runs, run -> run.part(SharpnessFactor.AL_J)),
                found),
            notFalling(trend(runs, Grown::link), found)),
        new GrownCharts(runs, seeds, Axis.linear("hidden layers"), "layers", Optional.empty())
            .all());
  }

  private Findings widthFindings(List<Grown> runs) {
    if (tooFew(runs)) {
      return nothing(runs);
    }
    var units = "units a layer";
    var law =
        PowerLaw.of(
            runs.stream()
                .map(r ->
                    new PowerLaw.Reading(Integer.toString(r.seed()), r.size(), r.peakAlignment()))
                .toList());
    return new Findings(
        List.of(
            falls("the peak of sharpness", trend(runs, Grown::peakSharpness), units),
            falls(
                "the peak of AL_J over its value after the transient",
                trend(runs, Grown::alignmentRise),
                units),
            falls("the peak of AL_J", trend(runs, Grown::peakAlignment), units),
            new Check(
                "the peak of AL_J is a power of the width, R² %.2f at least"
                    .formatted(LEAST_R_SQUARED),
                "%.3g m^%.3f, R² %.3f, over %d runs"
                    .formatted(law.a(), law.b(), law.rSquared(), runs.size()),
                law.rSquared() >= LEAST_R_SQUARED)),
        new GrownCharts(runs, seeds, Axis.log("units a hidden layer"), "units", Optional.of(law))
            .all());
  }

  private static boolean tooFew(List<Grown> runs) {
    return runs.stream().map(Grown::size).distinct().count() < 2;
  }

  private static Findings nothing(List<Grown> runs) {
    return new Findings(
        List.of(
            new Check(
                "sharpness was taken apart after the transient at two sizes at least",
                "in %d runs".formatted(runs.size()),
                false)),
        List.of());
  }

  private static Trend trend(List<Grown> runs, ToDoubleFunction<Grown> value) {
    return new Trend(
        runs.stream().map(r -> new Trend.Reading(r.size(), value.applyAsDouble(r))).toList());
  }

  private static Check rises(String what, Trend trend, String sizes) {
    return new Check(what + " rises with depth", words(trend, trend, sizes), trend.rises());
  }

  private static Check falls(String what, Trend trend, String sizes) {
    return new Check(
        what + " falls with width", words(trend, trend.reversed(), sizes), trend.falls());
  }

  private static Check notFalling(Trend trend, String sizes) {
    return new Check(
        "a link's alignment, the geometric mean of all, at its peak does not fall with depth",
        words(trend, trend.reversed(), sizes),
        !trend.falls());
  }

  private static String words(Trend trend, Trend tested, String sizes) {
    return "%s (p = %.1g)".formatted(trend.words(sizes), tested.chance());
  }
}
