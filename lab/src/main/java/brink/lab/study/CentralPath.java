package brink.lab.study;

import brink.core.vector.FlatSpace;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import brink.lab.analysis.Chart;
import brink.lab.analysis.Chart.Axis;
import brink.lab.analysis.Chart.Curve;
import brink.lab.analysis.Chart.Look;
import brink.lab.analysis.Chart.Panel;
import brink.lab.dynamics.CentralFlow;
import brink.lab.dynamics.DescentSolve;
import brink.lab.dynamics.DescentStep;
import brink.lab.record.Progress;
import brink.lab.spec.Spec;
import brink.lab.spec.Training;
import brink.nn.data.Places;
import java.util.List;

/**
 * Gradient descent past its edge beside its central flow and the gradient flow from the same start.
 * Descent is compared by its midpoints, {@code (theta_k + theta_k+1) / 2}, from which the swing of
 * period two is gone.
 *
 * @param setting what is trained
 */
record CentralPath(Setting setting) {
  private static final int STEPS = 2; // of the flows a step of the descent
  private static final double LATE = 0.9; // of the time, from which on means are taken

  Study study() {
    return new Study(
        "central-flow",
        "Past the edge of stability, gradient descent swings about a central flow, whose sharpness is held at 2 / eta by the swing: it predicts the midpoints of descent, its mean loss and the size of the swing.",
        "Cohen, Damian, Talwalkar, Kolter & Lee 2024, arXiv:2410.24206",
        List.of(),
        (_, places, progress) -> examine(places, progress));
  }

  private Findings examine(Places places, Progress progress) {
    double eta = setting.rates().getLast();
    double time = setting.time() / 3;
    long every = Math.max(1, Math.round(time / setting.moments() / eta));
    var spec = Newer.descent(setting, "central-flow", eta, time, every, "engine.precision=float64");
    return Training.with(spec, places, training -> examine(spec, training, eta, progress));
  }

  private static Findings examine(Spec spec, Training training, double eta, Progress progress) {
    var space = training.objective().space();
    try (var work = space.workspace();
        var walk = new Walk(training, eta, work)) {
      Followed.descend(spec, training, progress, walk);
      return walk.findings();
    }
  }

  /** All three on their way, and what was seen of them. */
  private static final class Walk implements Followed.Look, AutoCloseable {
    private final double eta;
    private final Training training;
    private final FlatSpace space;
    private final CentralFlow central;
    private final Sharpness sharpness;
    private final Vec centre;
    private final Vec flow;
    private final Vec gradient;
    private final Vec midpoint;
    private double flowed; // time of both flows
    private final Series loss = new Series();
    private final Series squaredGradient = new Series();
    private final Series centreLoss = new Series();
    private final Series meanLoss = new Series();
    private final Series swing = new Series();
    private final Series descentSharpness = new Series();
    private final Series centreSharpness = new Series();
    private final Series fromCentre = new Series();
    private final Series fromFlow = new Series();
    private int most; // directions that swung at once

    Walk(Training training, double eta, Workspace work) {
      this.eta = eta;
      this.training = training;
      this.space = training.objective().space();
      this.central = new CentralFlow(training.objective(), eta, STEPS);
      this.sharpness = Sharpness.of(training.objective());
      this.centre = work.vec();
      this.flow = work.vec();
      this.gradient = work.vec();
      this.midpoint = work.vec();
      space.copy(training.theta(), centre);
      space.copy(training.theta(), flow);
    }

    @Override
    public void step(DescentStep step) {
      loss.add(step.t(), step.loss());
      squaredGradient.add(step.t(), step.gradientNorm() * step.gradientNorm());
    }

    @Override
    public void moment(DescentSolve.Saved moment) {
      double t = moment.t();
      while (flowed < t - central.length() / 2) {
        var seen = central.step(centre);
        most = Math.max(most, seen.oscillating());
        centreLoss.add(flowed, seen.loss());
        meanLoss.add(flowed, seen.meanLoss());
        swing.add(flowed, seen.swing());
        if (seen.sharpness().isPresent()) {
          centreSharpness.add(flowed, seen.sharpness().get());
        }
        training.objective().gradient(flow, gradient);
        space.axpy(-central.length(), gradient, flow);
        flowed += central.length();
      }
      training.objective().gradient(moment.theta(), gradient);
      space.combine(new double[] {1, -eta / 2}, new Vec[] {moment.theta(), gradient}, midpoint);
      descentSharpness.add(t, sharpness.at(moment.theta()));
      if (moment.step() > 0) {
        fromCentre.add(t, distance(midpoint, centre));
        fromFlow.add(t, distance(midpoint, flow));
      }
    }

    private double distance(Vec x, Vec y) {
      space.combine(new double[] {1, -1}, new Vec[] {x, y}, gradient);
      return space.norm(gradient);
    }

    Findings findings() {
      double edge = 2 / eta;
      double end = loss.lastTime();
      double late = LATE * end;
      double near = fromCentre.last() / fromFlow.last();
      double seen = loss.meanSince(late);
      double told = meanLoss.meanSince(late);
      double swung = squaredGradient.meanSince(late) * eta * eta / 4;
      double expected = swing.meanSince(late);
      return new Findings(
          List.of(
              new Check(
                  "the sharpness of descent hovers within 15 % of 2 / eta, late",
                  "%.3f times %.4g".formatted(descentSharpness.medianSince(late) / edge, edge),
                  Math.abs(descentSharpness.medianSince(late) / edge - 1) <= 0.15),
              new Check(
                  "that of the central flow never exceeds 2 / eta by more than 1 %, and ends there",
                  "%.4f times at most, %.4f at the end; up to %d eigenvectors swing at once"
                      .formatted(
                          centreSharpness.largest() / edge, centreSharpness.last() / edge, most),
                  centreSharpness.largest() <= 1.01 * edge
                      && centreSharpness.last() >= 0.99 * edge),
              new Check(
                  "midpoints of descent end at most a third as far from the central flow as from the gradient flow",
                  "%.3g from the one, %.3g from the other"
                      .formatted(fromCentre.last(), fromFlow.last()),
                  near <= 1.0 / 3),
              new Check(
                  "late, the mean loss of descent is L + <H, Sigma> / 2 of the central flow, to 10 %",
                  "%.4g, predicted %.4g; the loss at the centre is %.4g"
                      .formatted(seen, told, centreLoss.meanSince(late)),
                  Math.abs(told / seen - 1) <= 0.1),
              new Check(
                  "and the mean squared swing of its steps, (eta |grad| / 2)^2, is the trace of Sigma, to 20 %",
                  "%.3g, predicted %.3g".formatted(swung, expected),
                  Math.abs(expected / swung - 1) <= 0.2)),
          List.of(sharpnessChart(edge, end), lossChart(), distanceChart()));
    }

    private Chart sharpnessChart(double edge, double end) {
      return new Chart(
          "central-sharpness",
          "Sharpness of descent and of its central flow",
          "Until the edge of stability both rise together; then descent swings about it, and the central flow stays on it.",
          List.of(
              new Panel(
                  Axis.time(),
                  Axis.linear("sharpness (1 / time)"),
                  List.of(
                      Curve.level("2 / eta", 3, 0, end, edge),
                      descentSharpness.curve("descent", 0, Look.DOTTED),
                      centreSharpness.curve("central flow", 1, Look.THIN)))));
    }

    private Chart lossChart() {
      return new Chart(
          "central-loss",
          "Loss of descent and what the central flow predicts",
          "The loss of descent at its steps, the loss at the centre of its swing, and the mean that the central flow predicts for it; beside them the predicted mean squared swing.",
          List.of(
              new Panel(
                  Axis.time(),
                  Axis.log("training loss"),
                  List.of(
                      loss.curve("descent", 0, Look.THIN),
                      centreLoss.curve("centre", 2, Look.THIN),
                      meanLoss.curve("mean, predicted", 1, Look.THIN))),
              new Panel(
                  Axis.time(),
                  Axis.log("trace of Sigma, the mean squared swing"),
                  List.of(swing.curve("", 1, Look.THIN)))));
    }

    private Chart distanceChart() {
      return new Chart(
          "central-distance",
          "Distance of the midpoints of descent",
          "From the central flow and from the gradient flow, from the same start, in all weights.",
          List.of(
              new Panel(
                  Axis.time(),
                  Axis.log("distance of the weights"),
                  List.of(
                      fromFlow.curve("gradient flow", 2, Look.DOTTED),
                      fromCentre.curve("central flow", 1, Look.DOTTED)))));
    }

    @Override
    public void close() {
      sharpness.close();
      central.close();
    }
  }
}
