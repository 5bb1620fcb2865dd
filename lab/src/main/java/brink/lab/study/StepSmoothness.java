package brink.lab.study;

import brink.lab.analysis.Chart;
import brink.lab.analysis.Chart.Axis;
import brink.lab.analysis.Chart.Curve;
import brink.lab.analysis.Chart.Look;
import brink.lab.analysis.Chart.Panel;
import brink.lab.analysis.EdgeOfStability;
import brink.lab.record.RunData;
import brink.lab.record.SmoothnessRow;
import java.util.List;

/**
 * How smooth the training loss is along the steps of a descent.
 *
 * @param setting what is trained
 */
record StepSmoothness(Setting setting) {
  private static final double NEAR = 0.05;

  Study study() {
    return new Study(
        "smoothness",
        "At the edge of stability the training loss is not smooth enough for its decrease at every step to follow: its effective smoothness along the step, far below 2 / eta before, comes up to it and stays there, as does the smoothness at the iterate.",
        "Cohen et al. 2021, appendix; Santurkar et al. 2018",
        List.of(setting.along()),
        (runs, _, _) -> findings(runs.getFirst()));
  }

  private static Findings findings(RunData run) {
    var edge = EdgeOfStability.of(run);
    var reached = edge.reached();
    if (reached.isEmpty()) {
      return new Findings(
          List.of(new Check(run.provenance().title() + ": the edge is reached", "never", false)),
          List.of());
    }
    double level = reached.get().edge();
    var rows = run.additional().smoothness();
    var effective = Series.of(run, rows, SmoothnessRow::moment, SmoothnessRow::effective);
    var beta = Series.of(run, rows, SmoothnessRow::moment, SmoothnessRow::beta);
    double from = reached.get().t();
    double late = from + (effective.lastTime() - from) * 2 / 3;
    double before =
        effective.points().stream()
            .filter(point -> point.x() < from)
            .mapToDouble(Chart.Point::y)
            .max()
            .orElse(0);
    return new Findings(
        List.of(
            new Check(
                "before the edge, effective smoothness along the step below half of 2 / eta",
                "%.3f times %.4g at most".formatted(before / level, level),
                before < level / 2),
            hovers("effective smoothness along the step", effective, late, level),
            hovers("smoothness at the iterate, |Hess|,", beta, late, level)),
        List.of(chart(effective, beta, level)));
  }

  private static Check hovers(String what, Series series, double late, double level) {
    double ratio = series.medianSince(late) / level;
    return new Check(
        "at the edge, " + what + " within 5 % of 2 / eta, late",
        "%.3f times %.4g (median)".formatted(ratio, level),
        Math.abs(ratio - 1) <= NEAR);
  }

  private static Chart chart(Series effective, Series beta, double level) {
    return new Chart(
        "step-smoothness",
        "Smoothness along the steps and at the iterates",
        "Effective smoothness, the largest change of the gradient over a part of the step, divided by that part's length; and |Hess| where the step begins.",
        List.of(
            new Panel(
                Axis.time(),
                Axis.linear("smoothness (1 / time)"),
                List.of(
                    Curve.level("2 / eta", 3, 0, beta.lastTime(), level),
                    beta.curve("at the iterate", 0, Look.DOTTED),
                    effective.curve("along the step", 1, Look.DOTTED)))));
  }
}
