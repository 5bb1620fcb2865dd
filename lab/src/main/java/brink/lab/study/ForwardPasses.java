package brink.lab.study;

import brink.core.vector.Workspace;
import brink.lab.analysis.Chart;
import brink.lab.analysis.Chart.Axis;
import brink.lab.analysis.Chart.Curve;
import brink.lab.analysis.Chart.Look;
import brink.lab.analysis.Chart.Panel;
import brink.lab.analysis.CriticalSharpness;
import brink.lab.dynamics.DescentSolve;
import brink.lab.record.Progress;
import brink.lab.spec.Training;
import brink.nn.data.Places;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gradient descent with the curvature along its gradient, from forward passes alone.
 *
 * @param setting what is trained
 */
record ForwardPasses(Setting setting) {
  private static final double TOLERANCE = 1.0 / 16;

  Study study() {
    return new Study(
        "critical-sharpness",
        "Fewer than ten forward passes along the gradient find the learning rate at which the loss begins to rise; at the edge of stability it is that of the descent, and 2 over it is the sharpness.",
        "Kalra et al. 2026, arXiv:2601.16979",
        List.of(),
        (_, places, progress) -> examine(places, progress));
  }

  private Findings examine(Places places, Progress progress) {
    double eta = setting.rates().getFirst();
    long every = Math.max(1, Math.round(setting.time() / setting.moments() / eta));
    var spec =
        Newer.descent(
            setting, "critical-sharpness", eta, setting.time(), every, "engine.precision=float64");
    return Training.with(
        spec,
        places,
        training -> {
          try (var work = training.objective().space().workspace();
              var sharpness = Sharpness.of(training.objective())) {
            var watch = new Watch(training, sharpness, work, eta);
            Followed.descend(spec, training, progress, watch);
            return watch.findings();
          }
        });
  }

  /** Both sharpnesses, moment after moment. */
  private static final class Watch implements Followed.Look {
    private final Training training;
    private final Sharpness sharpness;
    private final Workspace work;
    private final double eta;
    private final Series exact = new Series();
    private final Series critical = new Series();
    private final Series passes = new Series();
    private double guess;

    Watch(Training training, Sharpness sharpness, Workspace work, double eta) {
      this.training = training;
      this.sharpness = sharpness;
      this.work = work;
      this.eta = eta;
      this.guess = eta;
    }

    @Override
    public void moment(DescentSolve.Saved moment) {
      var objective = training.objective();
      try (var here = work.space().workspace()) {
        var gradient = here.vec();
        double loss = objective.gradient(moment.theta(), gradient);
        var found =
            CriticalSharpness.along(objective, moment.theta(), gradient, loss, guess, TOLERANCE);
        guess = found.below();
        exact.add(moment.t(), sharpness.at(moment.theta()));
        critical.add(moment.t(), found.value());
        passes.add(moment.t(), found.passes());
      }
    }

    Findings findings() {
      double edge = 2 / eta;
      double end = exact.lastTime();
      double late = end * 2 / 3;
      double most =
          IntStream.range(0, exact.points().size())
              .mapToDouble(i -> critical.points().get(i).y() / exact.points().get(i).y())
              .max()
              .orElseThrow();
      return new Findings(
          List.of(
              new Check(
                  "over the last third, critical sharpness within 5 % of the sharpness",
                  "%.4g beside %.4g, 2 / eta being %.4g"
                      .formatted(critical.medianSince(late), exact.medianSince(late), edge),
                  Math.abs(critical.medianSince(late) / exact.medianSince(late) - 1) <= 0.05),
              new Check(
                  "it never exceeds the sharpness by more than its tolerance and a twentieth",
                  "%.3f times at most".formatted(most),
                  most <= (1 + TOLERANCE) * 1.05),
              new Check(
                  "fewer than ten forward passes a moment, as a median",
                  "%.0f; %.0f at most, where the guess was far off"
                      .formatted(passes.medianSince(0), passes.largest()),
                  passes.medianSince(0) < 10)),
          List.of(
              new Chart(
                  "critical-sharpness",
                  "Sharpness, and critical sharpness along the gradient",
                  "Before the edge the gradient lies in flat directions, and a step along it may be long; at the edge it lies along the leading eigenvector.",
                  List.of(
                      new Panel(
                          Axis.time(),
                          Axis.log("curvature (1 / time)"),
                          List.of(
                              Curve.level("2 / eta", 3, 0, end, edge),
                              exact.curve("sharpness", 0, Look.DOTTED),
                              critical.curve("critical", 1, Look.DOTTED)))))));
    }
  }
}
