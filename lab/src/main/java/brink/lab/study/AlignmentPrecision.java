package brink.lab.study;

import brink.core.vector.Precision;
import brink.lab.analysis.Chart;
import brink.lab.analysis.Chart.Axis;
import brink.lab.analysis.Chart.Look;
import brink.lab.analysis.Chart.Panel;
import brink.lab.record.Decomposition;
import brink.lab.record.MomentRow;
import brink.lab.record.Progress;
import brink.lab.record.RunData;
import brink.lab.spec.Analyses;
import brink.nn.data.Places;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What float32 does to layerwise Jacobian alignment, in two parts that are told apart: to its
 * measurement, at the same weights, and to the flow, at the same times.
 *
 * <p>What may be off, and why. The measurement: the layerwise part by {@link Rounding#bound},
 * top(Hess) and top(G) by the residual norms that eigenpairs are computed to, of both. The weights
 * are those of the float32 run, which float64 holds as they are. The flow: two solutions of one
 * tolerance may be apart by as much as that tolerance leaves open, so that they are compared with a
 * third one, in float64 at a tenth of the tolerance.
 *
 * @param trained by all
 */
record AlignmentPrecision(Timed trained) {
  private static final int AT_MOST = 12; // moments that are measured in both precisions
  private static final List<String> EIGENVALUES =
      List.of(Deviation.HESSIAN, Deviation.GAUSS_NEWTON);
  private static final List<String> LAYERWISE =
      List.of(Deviation.WHOLE, Deviation.LAYERS, Deviation.ALIGNMENT);

  Study study() {
    var recipes = recipes();
    return new Study(
        "precision",
        "Hypothesis: float32 measures layerwise Jacobian alignment as well as float64 does, but for rounding, and a flow in float32 leaves that in float64 by less than the tolerance of the solver does.",
        "left open by "
            + Alignment.PAPER
            + ", who give one precision; the bound of rounding is that of sums (Higham 2002, section 3.1)",
        recipes,
        (runs, places, progress) -> findings(recipes, runs, places, progress));
  }

  private List<Recipe> recipes() {
    return List.of(
        trained.flow("float64", "engine.precision=float64"),
        trained.flow("float32", "engine.precision=float32"),
        trained.flow("float64-tighter", "engine.precision=float64", "flow.tolerance=1e-4"));
  }

  private static Findings findings(
      List<Recipe> recipes, List<RunData> runs, Places places, Progress progress) {
    var wide = runs.get(0);
    var narrow = runs.get(1);
    progress.accept(new Progress.Noted("measuring the same weights in both precisions"));
    var measured = measured(recipes, narrow, places);
    var flow = Deviation.between(narrow, wide);
    var tolerance = Deviation.between(wide, runs.get(2));
    var spec = recipes.getFirst().spec();
    double rounding = Rounding.bound(spec.network(), Precision.FLOAT32);
    double residuals = 2 * spec.measure().tolerance();
    return new Findings(
        List.of(
            within(
                measured,
                LAYERWISE,
                "at the same weights, %s in float32 within %.1g of float64, the bound of rounding",
                rounding),
            within(
                measured,
                EIGENVALUES,
                "at the same weights, %s in float32 within %.1g of float64, the residuals of both eigenpairs",
                residuals),
            identity(narrow, rounding),
            identity(wide, Rounding.bound(spec.network(), Precision.FLOAT64)),
            less(flow, tolerance)),
        List.of(chart(measured, flow, tolerance)));
  }

  private static Deviation measured(List<Recipe> recipes, RunData narrow, Places places) {
    var moments = chosen(narrow);
    var weights = moments.stream().map(m -> narrow.folder().snapshot(m.moment())).toList();
    var analyses = new Analyses(places);
    return Deviation.between(
        moments.stream().map(MomentRow::t).toList(),
        analyses.moments(recipes.get(1).spec(), weights),
        analyses.moments(recipes.get(0).spec(), weights));
  }

  /** Evenly, the first and the last among them. */
  private static List<MomentRow> chosen(RunData run) {
    var all = run.moments();
    int count = Math.min(AT_MOST, all.size());
    return IntStream.range(0, count)
        .mapToObj(i -> all.get(count == 1 ? 0 : i * (all.size() - 1) / (count - 1)))
        .toList();
  }

  private static Check identity(RunData run, double bound) {
    double worst =
        run.moments().stream()
            .flatMap(m -> m.decomposition().stream())
            .mapToDouble(Decomposition::identityError)
            .max()
            .orElse(Double.NaN);
    return new Check(
        "%s: E|D_l|² is the product of its factors to %.1g, the bound of rounding"
            .formatted(run.provenance().title(), bound),
        "%.1g off at most, over all moments and layers".formatted(worst),
        worst <= bound);
  }

  private static Check within(
      Deviation deviation, List<String> symbols, String what, double bound) {
    return new Check(
        what.formatted(String.join(", ", symbols), bound),
        symbols.stream()
            .map(symbol -> "%s %.1g".formatted(symbol, deviation.largest(symbol)))
            .collect(Collectors.joining(", ", "off by at most ", "")),
        symbols.stream().allMatch(symbol -> deviation.largest(symbol) <= bound));
  }

  private static Check less(Deviation flow, Deviation tolerance) {
    var symbols = flow.quantities().sequencedKeySet();
    return new Check(
        "along the flow, each of %s in float32 is nearer to float64 than that is to itself at a tenth of the tolerance"
            .formatted(String.join(", ", symbols)),
        symbols.stream()
            .map(symbol ->
                "%s %.1g beside %.1g"
                    .formatted(symbol, flow.largest(symbol), tolerance.largest(symbol)))
            .collect(Collectors.joining(", ", "relative differences, the largest over time: ", "")),
        symbols.stream().allMatch(symbol -> flow.largest(symbol) < tolerance.largest(symbol)));
  }

  private static Chart chart(Deviation measured, Deviation flow, Deviation tolerance) {
    return new Chart(
        "precision",
        "Relative differences between float32 and float64",
        "Of the same weights measured in both precisions; of flows in both, at the same times; and of the flow in float64 from itself at a tenth of the tolerance. A difference of 0 has no place.",
        flow.quantities().sequencedKeySet().stream()
            .map(symbol ->
                new Panel(
                    Axis.linear("time t of the flow (step size × steps)"),
                    Axis.log("relative difference of " + symbol),
                    List.of(
                        tolerance.quantities().get(symbol).curve("tolerance", 2, Look.DOTTED),
                        flow.quantities().get(symbol).curve("flow", 1, Look.DOTTED),
                        measured.quantities().get(symbol).curve("measurement", 0, Look.DOTTED))))
            .toList());
  }
}
