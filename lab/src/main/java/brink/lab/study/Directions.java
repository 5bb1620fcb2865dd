package brink.lab.study;

import brink.core.error.InputError;
import brink.lab.analysis.EdgeOfStability;
import brink.lab.analysis.Slice;
import brink.lab.analysis.SliceChart;
import brink.lab.analysis.Slices;
import brink.lab.record.MomentRow;
import brink.lab.record.RunData;
import brink.lab.spec.Analyses;
import brink.lab.spec.Spec;
import brink.lab.spec.SpecReader;
import brink.nn.data.Places;
import java.util.Comparator;
import java.util.List;

/**
 * The loss on lines through a descent's weights, beside its quadratic model.
 *
 * @param setting what is trained
 */
record Directions(Setting setting) {
  private static final int STEPS = 8; // to both sides
  private static final int PARTS = 4; // of each step

  Study study() {
    return new Study(
        "direction",
        "At the edge of stability the step lies along the leading eigenvector, with a curvature of 2 / eta: the quadratic model of the loss is right over one step, and farther out the loss grows more slowly than it. Before the edge the gradient lies in flat directions.",
        "Cohen et al. 2021, section 2 and appendix",
        List.of(setting.along()),
        (runs, places, _) -> findings(runs.getFirst(), places));
  }

  private static Findings findings(RunData run, Places places) {
    var reached = EdgeOfStability.of(run).reached();
    if (reached.isEmpty() || reached.get().step() == 0) {
      return new Findings(
          List.of(
              new Check(
                  run.provenance().title() + ": the edge is reached after the start",
                  reached.isEmpty() ? "never" : "at the start",
                  false)),
          List.of());
    }
    double level = reached.get().edge();
    var before = last(run, reached.get().t());
    var swing = swing(run, reached.get().t());
    double step = 2 / level * swing.gradNorm();
    var calm = slices(run, before, places, step);
    var wide = slices(run, swing, places, step);
    return new Findings(
        List.of(
            calm(calm.getFirst(), calm.getLast()),
            curved(wide.getLast(), level),
            overOneStep(wide.getLast()),
            farOut(wide.getFirst())),
        List.of(
            SliceChart.of(
                "slices-at-the-edge",
                "Along the leading eigenvector and against the gradient, at the edge",
                "At t = %.4g, the moment past the edge with the largest gradient; one step of the descent is %.3g long."
                    .formatted(swing.t(), step),
                wide),
            SliceChart.of(
                "slices-before",
                "The same before the edge",
                "At t = %.4g, the last moment before the sharpness reaches 2 / eta; one step of the descent is %.3g long here."
                    .formatted(before.t(), 2 / level * before.gradNorm()),
                calm)));
  }

  private static MomentRow last(RunData run, double until) {
    return run.moments().stream()
        .filter(m -> m.t() < until)
        .reduce((_, later) -> later)
        .orElseThrow();
  }

  /** The moment with the largest gradient, from the edge on. */
  private static MomentRow swing(RunData run, double from) {
    return run.moments().stream()
        .filter(m -> m.t() >= from)
        .max(Comparator.comparingDouble(MomentRow::gradNorm))
        .orElseThrow();
  }

  /** Along the leading eigenvector, then against the gradient. */
  private static List<Slice> slices(RunData run, MomentRow moment, Places places, double step) {
    var spec =
        new SpecReader<>(Spec.class)
            .read(run.provenance().title(), run.spec(), List.of("engine.precision=float64"));
    var slices =
        new Analyses(places)
            .slices(
                spec,
                run.folder().snapshot(moment.moment()),
                new Slices(STEPS * step, 2 * STEPS * PARTS + 1));
    if (slices.size() < 2) {
      throw new InputError(
          "The gradient of %s is 0 at t = %s: give another learning rate."
              .formatted(run.provenance().title(), moment.t()));
    }
    return slices;
  }

  private static Check calm(Slice leading, Slice gradient) {
    return new Check(
        "before the edge, the curvature along the gradient below a third of the sharpness",
        "%.3g beside %.4g".formatted(gradient.curvature(), leading.curvature()),
        gradient.curvature() < leading.curvature() / 3);
  }

  private static Check curved(Slice gradient, double level) {
    return new Check(
        "at the edge, that curvature within 10 % of 2 / eta",
        "%.3f times %.4g".formatted(gradient.curvature() / level, level),
        Math.abs(gradient.curvature() / level - 1) <= 0.1);
  }

  private static Check overOneStep(Slice gradient) {
    var end = gradient.points().get((STEPS + 1) * PARTS);
    double bend = gradient.curvature() * end.displacement() * end.displacement() / 2;
    double off = Math.abs(end.loss() - end.model()) / bend;
    return new Check(
        "one step on, the model is off by a tenth of its quadratic term at most",
        "by %.2g %% of it".formatted(100 * off),
        off <= 0.1);
  }

  private static Check farOut(Slice leading) {
    var ends = List.of(leading.points().getFirst(), leading.points().getLast());
    double loss = ends.stream().mapToDouble(Slice.Point::loss).sum();
    double model = ends.stream().mapToDouble(Slice.Point::model).sum();
    return new Check(
        "eight steps to both sides along the leading eigenvector, the loss is below nine tenths of its model, on average",
        "%.2f times".formatted(loss / model),
        loss < 0.9 * model);
  }
}
