package brink.lab.study;

import brink.lab.analysis.Chart;
import brink.lab.analysis.Chart.Axis;
import brink.lab.analysis.Chart.Curve;
import brink.lab.analysis.Chart.Look;
import brink.lab.analysis.Chart.Panel;
import brink.lab.analysis.EdgeOfStability;
import brink.lab.record.MomentRow;
import brink.lab.record.OutputCurvatureRow;
import brink.lab.record.Ritz;
import brink.lab.record.RunData;
import brink.lab.record.Spectrum;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What makes the sharpness fall late in a training under cross-entropy.
 *
 * @param setting what is trained
 */
record LateFall(Setting setting) {
  private static final double MOST = 0.1; // relative distance of top(G) from the sharpness

  Study study() {
    return new Study(
        "late-fall",
        "Under cross-entropy the sharpness falls late in training. The Gauss-Newton operator accounts for it; the part of it that is the network's alone does not fall, but the second derivative of the loss in the outputs does.",
        "Cohen et al. 2021, appendix",
        List.of(setting.crossEntropy()),
        (runs, _, _) -> findings(runs.getFirst()));
  }

  private static Findings findings(RunData run) {
    var peak =
        run.moments().stream()
            .max(Comparator.comparingDouble(m -> top(m, Spectrum::topHess)))
            .orElseThrow();
    var end = run.moments().getLast();
    var since = run.moments().subList(peak.moment(), run.moments().size());
    double away =
        since.stream()
            .mapToDouble(m -> Math.abs(top(m, Spectrum::topG) / top(m, Spectrum::topHess) - 1))
            .max()
            .orElseThrow();
    double residual =
        since.stream()
            .mapToDouble(m -> top(m, Spectrum::topR) / top(m, Spectrum::topHess))
            .max()
            .orElseThrow();
    var outputs = run.additional().outputCurvatures();
    return new Findings(
        List.of(
            falls(
                "from its peak to the end, the sharpness",
                top(peak, Spectrum::topHess),
                top(end, Spectrum::topHess)),
            new Check(
                "all the while, top(G) of Gauss-Newton within 10 % of the sharpness",
                "%.2g %% off at most, the residual's top(R) being %.2g %% of the sharpness at most"
                    .formatted(100 * away, 100 * residual),
                away <= MOST),
            falls(
                "from then on, the largest eigenvalue of the loss's second derivative in the outputs (mean over the examples)",
                outputs.get(peak.moment()).top(),
                outputs.getLast().top()),
            new Check(
                "top(N) of E[J^T J], without that second derivative, does not fall",
                "from %.3g to %.3g".formatted(top(peak, Spectrum::topN), top(end, Spectrum::topN)),
                top(end, Spectrum::topN) >= top(peak, Spectrum::topN))),
        List.of(chart(run)));
  }

  private static Check falls(String what, double from, double to) {
    return new Check(
        what + " falls to below half", "from %.3g to %.3g".formatted(from, to), to < from / 2);
  }

  private static double top(MomentRow moment, Function<Spectrum, Optional<Ritz>> end) {
    return end.apply(moment.spectrum()).map(Ritz::value).orElseThrow();
  }

  private static Chart chart(RunData run) {
    double end = run.moments().getLast().t();
    double edge = EdgeOfStability.of(run).readings().getLast().edge();
    var outputs = run.additional().outputCurvatures();
    return new Chart(
        "late-fall",
        "The late fall of sharpness and what it is made of",
        "The sharpness and the tops of its two parts, Hess = G + R, beside the training loss; and the two factors of G: N = E[J^T J], of the network alone, and the second derivative of the loss in the outputs, its trace and its largest eigenvalue, means over the examples.",
        List.of(
            new Panel(
                Axis.time(),
                Axis.log("curvature (1 / time)"),
                List.of(
                    Curve.level("2 / eta", 3, 0, end, edge),
                    curve("top(R)", 2, run, Spectrum::topR),
                    curve("top(G)", 1, run, Spectrum::topG),
                    curve("sharpness", 0, run, Spectrum::topHess))),
            new Panel(
                Axis.time(),
                Axis.log("training loss (nats)"),
                List.of(Series.of(run, m -> Optional.of(m.loss())).curve("", 0, Look.DOTTED))),
            new Panel(
                Axis.time(),
                Axis.log("top(N) (1 / time)"),
                List.of(curve("", 4, run, Spectrum::topN))),
            new Panel(
                Axis.time(),
                Axis.log("second derivative of the loss in the outputs"),
                List.of(
                    Series.of(run, outputs, OutputCurvatureRow::moment, OutputCurvatureRow::trace)
                        .curve("trace", 0, Look.DOTTED),
                    Series.of(run, outputs, OutputCurvatureRow::moment, OutputCurvatureRow::top)
                        .curve("largest", 1, Look.DOTTED)))));
  }

  private static Curve curve(
      String label, int series, RunData run, Function<Spectrum, Optional<Ritz>> end) {
    return Series.of(run, m -> end.apply(m.spectrum()).map(Ritz::value))
        .curve(label, series, Look.DOTTED);
  }
}
