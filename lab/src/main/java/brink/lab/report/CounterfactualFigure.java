package brink.lab.report;

import brink.lab.record.MomentRow;
import brink.lab.record.RunData;
import brink.lab.record.Spectrum;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Sharpness, its upper bound, and the bound had alignment stayed as it was. */
final class CounterfactualFigure {
  private CounterfactualFigure() {}

  static Figure of(RunData run) {
    var moments = run.moments();
    return new Figure(
        "counterfactual",
        "Had alignment not risen",
        caption(run),
        "Lowell & Kastner (2024), counterfactual bound: top(Hess) ≤ top(R) + ρ(K) Σ E|K_l|², with"
            + " AL_J frozen at its value after the first 10 iterations, t = 0.1 at most.",
        1,
        List.of(
            new LinePanel(
                Times.axis(run, moments.stream().map(MomentRow::t).toList()),
                Axis.log("sharpness and bounds on it (1 / time)"),
                List.of(
                    Line.of(
                        "upper bound",
                        Colour.PURPLE,
                        moments,
                        MomentRow::t,
                        CounterfactualFigure::upper),
                    Line.of(
                        "sharpness",
                        Colour.BLUE,
                        moments,
                        MomentRow::t,
                        m -> SharpnessFigure.top(m, Spectrum::topHess)),
                    Line.of(
                            "bound, alignment frozen",
                            Colour.VERMILION,
                            moments,
                            MomentRow::t,
                            MomentRow::bound)
                        .look(Line.Look.DASHED)))));
  }

  /** {@code top(R) + rho sum_l E|K_l|^2}, where both were measured. */
  private static Optional<Double> upper(MomentRow m) {
    return SharpnessFigure.top(m, Spectrum::topR)
        .flatMap(r -> m.decomposition().flatMap(d -> d.rho().map(rho -> r + rho * d.eKl2Sum())));
  }

  private static String caption(RunData run) {
    var bounds = run.moments().stream().filter(m -> m.bound().isPresent()).toList();
    var highest = bounds.stream().max(Comparator.comparingDouble(m -> m.bound().orElseThrow()));
    return Course.of(run)
        .flatMap(course -> highest.map(top -> told(course, top)))
        .orElse("No bound was computed: it needs top(R) and a moment after the transient.");
  }

  private static String told(Course course, MomentRow top) {
    double peak = Course.sharpness(course.peak());
    double bound = top.bound().orElseThrow();
    return "The sharpness peaks at "
        + Numbers.shortly(peak)
        + upper(course.peak())
            .map(u -> ", where its upper bound is " + Numbers.shortly(u))
            .orElse("")
        + ". With alignment frozen the bound is never above "
        + Numbers.shortly(bound)
        + " (at "
        + Words.at(top.t())
        + "), so gradient descent with a step size below 2 / "
        + Numbers.shortly(bound)
        + " = "
        + Numbers.shortly(2 / bound)
        + " would have stayed stable; the sharpness as it was allows "
        + Numbers.shortly(2 / peak)
        + ".";
  }
}
