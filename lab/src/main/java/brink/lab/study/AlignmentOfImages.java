package brink.lab.study;

import brink.lab.analysis.Chart;
import brink.lab.analysis.Chart.Axis;
import brink.lab.analysis.Chart.Curve;
import brink.lab.analysis.Chart.Look;
import brink.lab.analysis.Chart.Panel;
import brink.lab.analysis.Chart.Point;
import brink.lab.analysis.Sharpening;
import brink.lab.analysis.SizeFamily;
import brink.lab.analysis.SizedRun;
import brink.lab.record.Decomposition;
import brink.lab.record.LayerRow;
import brink.lab.record.MomentRow;
import brink.lab.record.Ritz;
import brink.lab.record.RunData;
import brink.lab.spec.Spec;
import brink.lab.spec.SpecReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hipparchus.stat.descriptive.rank.Median;

/**
 * The claims of Lowell and Kastner (2024), asked of networks that they do not look at: networks for
 * images, along their flows. Sharpness is taken apart with one factor more, AL_M, where weights are
 * shared between places ({@link brink.nn.jacobian.Decomposition}).
 *
 * @param yaml data, loss, stop and moments
 * @param examples in the data
 * @param signals numbers of the largest signals of an example
 * @param kind for people, and in names of files
 * @param networks YAML of those compared
 * @param seeds of the first weights
 */
record AlignmentOfImages(
    String yaml,
    int examples,
    int signals,
    String kind,
    List<String> networks,
    List<Integer> seeds) {

  private static final String CNN =
      "{kind: cnn, widths: %s, pooling: average, norm: %s, activation: elu, init: {scheme: xavier-normal}}";
  private static final String RESNET =
      "{kind: resnet, blocks: %s, norm: %s, activation: elu, init: {scheme: xavier-normal}}";

  private static final String DICE_IMAGES =
      """
      name: images
      data: {source: {kind: dice, seed: 1, image-size: 8}, scaling: {kind: unit}, subset: {count: %d, seed: 1}}
      loss: cross-entropy
      stop: {loss: 0.5}
      flow: {kind: rkc2, tolerance: 1e-2}
      save: {loss-levels: 12, weights: ends}
      measure: {classical: false, amplification: 0, jacobian-tolerance: 1e-2}
      engine: {threads: 1}
      """;

  private static final String CIFAR10_IMAGES =
      """
      name: images
      data: {source: cifar10, scaling: {kind: unit}, subset: {count: %d, seed: 1}}
      loss: cross-entropy
      stop: {loss: 0.05}
      flow: {kind: rkc2, tolerance: 1e-2}
      save: {loss-levels: 16, weights: ends}
      measure: {classical: false, amplification: 0, jacobian-tolerance: 1e-2}
      engine: {precision: float32}
      """;

  /** Convolutional networks, at some scale. */
  static AlignmentOfImages convolutional(Scale scale) {
    return switch (scale) {
      case SMOKE -> images(scale, 8 * 8 * 8, CNN, List.of("[8, 8]"));
      case LAPTOP -> images(scale, 16 * 32 * 32, CNN, List.of("[16, 32]", "[16, 32, 32]"));
      case PAPER -> images(scale, 32 * 32 * 32, CNN, List.of("[32, 32]", "[32, 64, 64]"));
    };
  }

  /** Residual networks, at some scale. */
  static AlignmentOfImages residual(Scale scale) {
    return switch (scale) {
      case SMOKE -> images(scale, 4 * 8 * 8, RESNET, List.of("[1, 1], widths: [4, 8]"));
      case LAPTOP -> images(scale, 8 * 32 * 32, RESNET, List.of("[1, 1, 1], widths: [8, 16, 32]"));
      case PAPER -> images(scale, 16 * 32 * 32, RESNET, List.of("[3, 3, 3], widths: [16, 32, 64]"));
    };
  }

  /** Networks of a kind, and those with layer norm. */
  private static AlignmentOfImages images(
      Scale scale, int signals, String form, List<String> sizes) {
    boolean residual = form.equals(RESNET);
    int examples =
        switch (scale) {
          case SMOKE -> 24;
          case LAPTOP -> residual ? 97 : 195;
          case PAPER -> 390;
        };
    var yaml =
        scale == Scale.SMOKE ? DICE_IMAGES.formatted(examples) : CIFAR10_IMAGES.formatted(examples);
    return new AlignmentOfImages(
        yaml,
        examples,
        signals,
        residual ? "residual" : "convolutional",
        Stream.of("none", "layer")
            .flatMap(norm -> sizes.stream().map(size -> form.formatted(size, norm)))
            .toList(),
        scale == Scale.SMOKE ? List.of(1) : List.of(1, 2));
  }

  Study study() {
    return new Study(
        kind,
        "Hypothesis: the five claims of Lowell and Kastner (2024) hold of %s networks too: sharpness is that of the Gauss-Newton part, no later layer is far above the first, and as sharpness rises, of all its factors layerwise Jacobian alignment rises most."
            .formatted(kind),
        "left open by " + Alignment.PAPER + ", whose networks are all fully connected",
        networks.stream().flatMap(this::recipes).toList(),
        (runs, _, _) -> findings(runs));
  }

  private Stream<Recipe> recipes(String network) {
    return seeds.stream()
        .map(seed -> {
          var name = "%s-%d-seed-%d".formatted(kind, networks.indexOf(network) + 1, seed);
          var settings = List.of("name=" + name, "network=" + network, "network.init.seed=" + seed);
          return new Recipe(name, new SpecReader<>(Spec.class).read(name, yaml, settings));
        });
  }

  private Findings findings(List<RunData> runs) {
    var checks = new ArrayList<Check>();
    for (int i = 0; i < networks.size(); i++) {
      var some = runs.subList(i * seeds.size(), (i + 1) * seeds.size());
      var title = some.getFirst().provenance().network();
      checks.addAll(LowellClaims.of(List.of(family(i + 1, title, some))));
      checks.add(parameters(title, some));
      checks.add(closes(title, some));
    }
    return new Findings(checks, List.of(factors(runs), layers(runs)));
  }

  private SizeFamily family(int number, String title, List<RunData> runs) {
    var sized =
        IntStream.range(0, runs.size())
            .mapToObj(i -> new SizedRun(examples, seeds.get(i).toString(), runs.get(i)))
            .toList();
    return new SizeFamily(number, kind, title, Optional.empty(), sized);
  }

  /** AL_M is part of what all layers have over |D_1|: it is told apart here. */
  private static Check parameters(String title, List<RunData> runs) {
    var found = runs.stream().flatMap(run -> Sharpening.of(run).stream()).toList();
    double rise = median(found, d -> Optional.of(d.alM()));
    double alignment = median(found, SharpnessFactor.AL_J::of);
    boolean measured = !Double.isNaN(rise) && !Double.isNaN(alignment);
    return new Check(
        title + ": AL_M, the alignment of the first layer's parameters, rises less than AL_J",
        measured
            ? "median of peak of sharpness over start: AL_M × %.3g, AL_J × %.3g; AL_M is %s at the start"
                .formatted(
                    rise,
                    alignment,
                    found.stream()
                        .map(s -> s.settled().decomposition().orElseThrow().alM())
                        .map("%.3g"::formatted)
                        .collect(Collectors.joining(", ")))
            : "in none of %d runs".formatted(runs.size()),
        measured && rise < alignment);
  }

  /** Of the value at the peak of sharpness over that at the start; NaN where no run has it. */
  private static double median(
      List<Sharpening> runs, Function<Decomposition, Optional<Double>> value) {
    return new Median()
        .evaluate(
            runs.stream()
                .flatMap(run -> run.atPeak(value).stream())
                .mapToDouble(Double::doubleValue)
                .toArray());
  }

  private Check closes(String title, List<RunData> runs) {
    var spec = recipes(networks.getFirst()).findFirst().orElseThrow().spec();
    int layers =
        runs.stream().flatMap(r -> r.layers().stream()).mapToInt(LayerRow::layer).max().orElse(1);
    double bound = Rounding.bound(layers, signals, spec.engine().precision());
    double worst =
        runs.stream()
            .flatMap(run -> run.moments().stream())
            .flatMap(moment -> moment.decomposition().stream())
            .mapToDouble(Decomposition::identityError)
            .max()
            .orElse(Double.NaN);
    return new Check(
        "%s: E|D_l|² is the product of its factors in every layer at every moment, but for rounding (%.1g in %s)"
            .formatted(title, bound, spec.engine().precision().name().toLowerCase(Locale.ROOT)),
        "%.1g off at most".formatted(worst),
        worst <= bound);
  }

  private record Factor(String symbol, Function<Decomposition, Optional<Double>> value) {}

  private static List<Factor> shown() {
    var all = new ArrayList<Factor>();
    for (var factor : SharpnessFactor.values()) {
      all.add(new Factor(factor.symbol(), factor::of));
    }
    all.add(new Factor("AL_M", d -> Optional.of(d.alM())));
    return all;
  }

  private Chart factors(List<RunData> runs) {
    var panels = new ArrayList<Panel>();
    panels.add(
        new Panel(
            Axis.linear("part of the run's time"),
            Axis.log("top(G) (1 / time)"),
            curves(runs, m -> m.spectrum().topG().map(Ritz::value))));
    for (var factor : shown()) {
      panels.add(
          new Panel(
              Axis.linear("part of the run's time"),
              Axis.log(factor.symbol()),
              curves(runs, m -> m.decomposition().flatMap(factor.value()))));
    }
    return new Chart(
        "factors",
        "What sharpness is made of",
        "top(G) along each flow, and the factors that it is the product of; AL_M is a part of E|K|²/E|D_1|². Runs of one network have one colour.",
        panels);
  }

  private List<Curve> curves(List<RunData> runs, Function<MomentRow, Optional<Double>> value) {
    return IntStream.range(0, runs.size())
        .mapToObj(i -> {
          var run = runs.get(i);
          double end = run.moments().getLast().t();
          var points =
              Series.of(run, value).points().stream()
                  .map(p -> new Point(p.x() / end, p.y()))
                  .toList();
          return new Curve(label(runs, i), i / seeds.size(), Look.DOTTED, points);
        })
        .toList();
  }

  /** Of the first run of each network. */
  private String label(List<RunData> runs, int i) {
    return i % seeds.size() == 0 ? "network " + (i / seeds.size() + 1) : "";
  }

  private Chart layers(List<RunData> runs) {
    return new Chart(
        "layers-at-peak",
        "Layer by layer, at the peak of sharpness",
        "From the layer next to the inputs. %s."
            .formatted(
                IntStream.range(0, networks.size())
                    .mapToObj(i ->
                        "Network %d: %s"
                            .formatted(i + 1, runs.get(i * seeds.size()).provenance().network()))
                    .collect(Collectors.joining("; "))),
        List.of(
            layers(runs, "E|K_l|² (1 / time)", LayerRow::eKl2),
            layers(runs, "E|K_l|² / E|D_l|²", row -> row.eKl2() / row.eDl2())));
  }

  private Panel layers(List<RunData> runs, String label, ToDoubleFunction<LayerRow> value) {
    var curves = new ArrayList<Curve>();
    for (int i = 0; i < runs.size(); i++) {
      var run = runs.get(i);
      var at = Sharpening.of(run).map(s -> s.peak().moment());
      var points =
          run.layers().stream()
              .filter(row -> at.isPresent() && row.moment() == at.get())
              .map(row -> new Point(row.layer(), value.applyAsDouble(row)))
              .toList();
      if (!points.isEmpty()) {
        curves.add(new Curve(label(runs, i), i / seeds.size(), Look.DOTTED, points));
      }
    }
    return new Panel(Axis.linear("layer l"), Axis.log(label), curves);
  }
}
