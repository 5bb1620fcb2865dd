package brink.lab.report;

import brink.lab.analysis.PowerLaw;
import brink.lab.analysis.SizeFamily;
import brink.lab.analysis.SizedRun;
import brink.lab.record.Decomposition;
import brink.lab.record.LayerRow;
import brink.lab.record.MomentRow;
import brink.lab.record.Ritz;
import brink.lab.record.RunData;
import brink.lab.record.Spectrum;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The figures of all runs on one data set with one criterion, in the colours of their sizes. In all
 * of them time is the flow's.
 */
final class FamilyFigures {
  /** Figures of a family. */
  static final int COUNT = 8;

  private static final String PAPER = "Lowell & Kastner (2024): ";

  private final SizeFamily family;
  private final Axis time;

  FamilyFigures(SizeFamily family) {
    this.family = family;
    this.time =
        Times.axis(
            family.runs().stream().map(SizedRun::data).toList(),
            family.runs().stream()
                .flatMap(run -> run.data().moments().stream().map(MomentRow::t))
                .toList());
  }

  /** In their order. */
  List<Figure> all() {
    return List.of(
        sharpness(),
        parts(),
        overlap(),
        layers(),
        components(),
        alignment(),
        counterfactual(),
        law());
  }

  private Figure sharpness() {
    var y = Axis.log("sharpness, top(Hess) (1 / time)");
    Function<MomentRow, Optional<Double>> top = m -> SharpnessFigure.top(m, Spectrum::topHess);
    return figure(
        1,
        "sharpness by size",
        "Sharpness along the gradient flow of every run, against time and against the falling loss; "
            + colours()
            + ".",
        "sharpness rises along the true flow, the higher the more examples there are.",
        panel(time, y, MomentRow::t, top, false),
        panel(loss(), y, MomentRow::loss, top, true));
  }

  private Figure parts() {
    return figure(
        2,
        "the parts of sharpness",
        "The largest eigenvalues of the Gauss-Newton part G and of the residual part R over that of the Hessian.",
        "top(G) is within 10.1 % of top(Hess) at all times after the first 10 iterations, and top(R) at most 9.9 % of it.",
        panel(
            time,
            Axis.linear("top(G) / top(Hess) (no unit)"),
            MomentRow::t,
            m -> part(m, Spectrum::topG),
            false),
        panel(
            time,
            Axis.linear("top(R) / top(Hess) (no unit)"),
            MomentRow::t,
            m -> part(m, Spectrum::topR),
            true));
  }

  private Figure overlap() {
    return figure(
        3,
        "overlap ratio and mean curvature",
        "top(G) is the product of both: the overlap ratio ρ(K), and E|K|².",
        "top(G) = ρ(K) E|K|², and E|K|² is at most the sum of E|K_l|² over the layers.",
        panel(
            time,
            Axis.linear("overlap ratio ρ(K) (no unit)").from(0, 1),
            MomentRow::t,
            m -> m.decomposition().flatMap(Decomposition::rho),
            false),
        panel(time, Axis.log("E|K|² (1 / time)"), MomentRow::t, of(Decomposition::eK2), true));
  }

  private Figure layers() {
    return figure(
        4,
        "curvature by layer",
        "E|K_l|² of the first layer, and the largest of all later layers over it.",
        "E|K_l|² of a later layer is never above that of the first by more than 37 %.",
        new LinePanel(
            time,
            Axis.log("E|K_1|² of the first layer (1 / time)"),
            lines(run -> curve(run, rows -> rows.getFirst().eKl2()), false)),
        new LinePanel(
            time,
            Axis.log("largest E|K_l|² / E|K_1|², l > 1 (no unit)"),
            lines(
                run ->
                    curve(
                        run,
                        rows ->
                            rows.stream().skip(1).mapToDouble(LayerRow::eKl2).max().orElse(0)
                                / rows.getFirst().eKl2()),
                true)));
  }

  /** A value of each moment's layers, from the first. */
  private static List<Line.Point> curve(RunData run, ToDoubleFunction<List<LayerRow>> value) {
    var layers = run.layers().stream().collect(Collectors.groupingBy(LayerRow::moment));
    return run.moments().stream()
        .filter(m -> layers.containsKey(m.moment()))
        .map(m -> new Line.Point(m.t(), value.applyAsDouble(layers.get(m.moment()))))
        .toList();
  }

  private Figure components() {
    var panels = new ArrayList<Panel>();
    for (var factor :
        List.of(Factor.AL_J, Factor.PI_J, Factor.AL_X, Factor.PI_X, Factor.D_L, Factor.RHO)) {
      panels.add(
          new LinePanel(
              time,
              Axis.log(factor.symbol() + " over its value after the transient (no unit)"),
              lines(run -> ratios(run, factor), true)));
    }
    return figure(
        5,
        "what moves sharpness",
        "The five components of E|D_1|², which is the curvature of the first layer, and the overlap ratio, each over its value at the first moment after the transient.",
        "of the components it is AL_J, layerwise Jacobian alignment, that rises with sharpness.",
        panels.toArray(Panel[]::new));
  }

  private static List<Line.Point> ratios(RunData run, Factor factor) {
    var from = Course.of(run).map(Course::settled);
    return from.stream()
        .flatMap(settled ->
            run.moments().stream()
                .flatMap(m ->
                    factor.ratio(settled, m).map(ratio -> new Line.Point(m.t(), ratio)).stream()))
        .toList();
  }

  private Figure alignment() {
    var y = Axis.log("layerwise Jacobian alignment AL_J (no unit)");
    return figure(
        6,
        "layerwise Jacobian alignment",
        "AL_J of all layers, against time and against the falling loss; " + colours() + ".",
        "alignment rises in training, further with more examples.",
        panel(time, y, MomentRow::t, Factor.AL_J::at, false),
        panel(loss(), y, MomentRow::loss, Factor.AL_J::at, true));
  }

  private Figure counterfactual() {
    var y = Axis.log("sharpness and bounds on it (1 / time)");
    var bounds = new ArrayList<Line>();
    lines(run -> points(run, MomentRow::t, MomentRow::bound), false)
        .forEach(line -> bounds.add(line.look(Line.Look.DASHED)));
    bounds.addAll(
        lines(
            run -> points(run, MomentRow::t, m -> SharpnessFigure.top(m, Spectrum::topHess)),
            true));
    return figure(
        7,
        "had alignment not risen",
        "Sharpness, and what it would be bounded by with AL_J frozen at its value after the transient (dashed).",
        "the bound top(R) + ρ(K) Σ E|K_l|² with frozen alignment tells a step size, 2 / bound, that would have stayed stable.",
        new LinePanel(time, y, bounds));
  }

  private Figure law() {
    var lines = new ArrayList<Line>();
    family
        .published()
        .ifPresent(law ->
            lines.add(line("published", Colour.MUTED, law, family.sizes()).look(Line.Look.DASHED)));
    family
        .law()
        .ifPresent(
            law -> lines.add(line("fit", Colour.BLUE, law, family.sizes()).look(Line.Look.THIN)));
    family.peaks().forEach(peak -> lines.add(point(peak, Colour.INK)));
    return figure(
        8,
        "the peak of alignment by size",
        family
                .law()
                .map(law ->
                    "The fit over all runs has a = %s, b = %s, R² = %s."
                        .formatted(
                            Numbers.shortly(law.a()),
                            Numbers.shortly(law.b()),
                            Numbers.shortly(law.rSquared())))
                .orElse("A fit needs runs of two sizes at least.")
            + family
                .published()
                .map(law ->
                    " Published: a = %s, b = %s, R² = %s."
                        .formatted(
                            Numbers.shortly(law.a()),
                            Numbers.shortly(law.b()),
                            Numbers.shortly(law.rSquared())))
                .orElse(""),
        "the peak of AL_J over a run grows as a power of the number of examples.",
        new LinePanel(Axis.log("number of examples n"), Axis.log("peak of AL_J (no unit)"), lines));
  }

  /** A power law over some sizes. */
  static Line line(String label, Colour colour, PowerLaw law, List<Integer> sizes) {
    return Line.of(label, colour, sizes, n -> n, n -> Optional.of(law.at(n)));
  }

  /** A peak, as a dot. */
  static Line point(PowerLaw.Reading peak, Colour colour) {
    return Line.of("", colour, List.of(peak), PowerLaw.Reading::n, p -> Optional.of(p.value()));
  }

  private Figure figure(int kind, String title, String caption, String claim, Panel... panels) {
    int number = AlignmentFigures.number(family, kind);
    return new Figure(
        AlignmentFigures.name(number),
        "Figure %d. %s: %s".formatted(number, family.title(), title),
        caption,
        PAPER + claim,
        Math.min(2, panels.length),
        List.of(panels));
  }

  private Axis loss() {
    var labels =
        family.runs().stream().map(run -> LossFigure.label(run.data())).distinct().toList();
    return Axis.log((labels.size() == 1 ? labels.getFirst() : "training loss") + ", falling")
        .falling();
  }

  private String colours() {
    var sizes = family.sizes();
    return sizes.size() == 1
        ? "all of %s examples".formatted(Numbers.count(sizes.getFirst()))
        : "from %s examples in blue to %s in orange"
            .formatted(Numbers.count(sizes.getFirst()), Numbers.count(sizes.getLast()));
  }

  private LinePanel panel(
      Axis x,
      Axis y,
      ToDoubleFunction<MomentRow> at,
      Function<MomentRow, Optional<Double>> value,
      boolean labelled) {
    return new LinePanel(x, y, lines(run -> points(run, at, value), labelled));
  }

  /**
   * A line of each run in the colour of its size, which the first of each size is labelled with.
   */
  private List<Line> lines(Function<RunData, List<Line.Point>> points, boolean labelled) {
    var sizes = family.sizes();
    var named = new HashSet<Integer>();
    return family.runs().stream()
        .map(run ->
            new Line(
                labelled && named.add(run.n()) ? "n = " + run.n() : "",
                Colour.ordered(sizes.indexOf(run.n()), sizes.size()),
                Line.Look.THIN, // dots of so many runs would hide each other
                points.apply(run.data())))
        .toList();
  }

  private static List<Line.Point> points(
      RunData run, ToDoubleFunction<MomentRow> x, Function<MomentRow, Optional<Double>> y) {
    return Line.of("", Colour.INK, run.moments(), x, y).points();
  }

  private static Function<MomentRow, Optional<Double>> of(ToDoubleFunction<Decomposition> value) {
    return m -> m.decomposition().map(value::applyAsDouble);
  }

  private static Optional<Double> part(MomentRow m, Function<Spectrum, Optional<Ritz>> which) {
    return SharpnessFigure.top(m, Spectrum::topHess)
        .filter(whole -> whole > 0)
        .flatMap(whole -> SharpnessFigure.top(m, which).map(part -> part / whole));
  }
}
