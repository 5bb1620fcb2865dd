package brink.lab.spec;

import brink.core.ode.Moment;
import brink.core.ode.Observer;
import brink.core.ode.StepReport;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import brink.lab.analysis.MomentMeter;
import brink.lab.analysis.Rows;
import brink.lab.dynamics.FlowSolve.Followed;
import brink.lab.record.AmplificationRow.Which;
import brink.lab.record.Progress;
import brink.lab.record.Ritz;
import brink.lab.record.RunWriter;
import brink.lab.record.StepRow;
import brink.nn.jacobian.Decomposition;
import brink.nn.objective.Objective;
import java.util.Map;
import java.util.Optional;

/**
 * One training along the gradient flow, measured on the way into a run folder. A moment is measured
 * while the solver waits, so that its numbers are of exactly these weights.
 */
final class FlowRun implements Observer, AutoCloseable {
  /** Steps that the published analysis sets aside as the initial transient. */
  private static final int TRANSIENT = 10;

  private final Spec spec;
  private final Training training;
  private final Objective objective;
  private final RunWriter writer;
  private final Progress progress;
  private final MomentMeter meter;
  private final Workspace work;
  private final Vec start;
  private final Vec difference;
  private final long began = System.nanoTime();
  private double initialLoss = 1;
  private Optional<Decomposition> reference = Optional.empty();

  /** A run that has not begun; the training and the writer stay open after it. */
  FlowRun(Spec spec, Training training, RunWriter writer, Progress progress) {
    this.spec = spec;
    this.training = training;
    this.objective = training.objective();
    this.writer = writer;
    this.progress = progress;
    this.meter = new MomentMeter(training.subject(), objective, spec.measure());
    this.work = objective.space().workspace();
    this.start = work.vec();
    this.difference = work.vec();
  }

  /** Follows the flow from the training's weights, which are the last ones afterwards. */
  Followed follow() {
    objective.space().copy(training.theta(), start);
    return training
        .flow(spec.flow(), spec.control())
        .follow(training.theta(), spec.stop(), spec.save(), this);
  }

  @Override
  public void close() {
    meter.close();
    work.close();
  }

  @Override
  public void step(StepReport report) {
    var radius = report.spectralRadius();
    writer.add(
        new StepRow(
            report.step(),
            report.t(),
            report.h(),
            report.potential(),
            report.fieldNorm(),
            report.localError(),
            report.accumulatedError(),
            radius.isPresent() ? Optional.of(radius.getAsDouble()) : Optional.empty(),
            report.stages(),
            report.rejections(),
            report.counts().evaluations(),
            report.counts().products(),
            (System.nanoTime() - began) * 1e-9));
    progress.accept(
        new Progress.Stepped(
            report.step(),
            report.t(),
            report.potential(),
            Optional.of(report.h()),
            Optional.of(report.accumulatedError()),
            done(report.step(), report.t(), report.potential())));
  }

  @Override
  public void save(Moment moment) {
    int number = Math.toIntExact(moment.index());
    var state = moment.state();
    var theta = state.y();
    var measured = meter.at(theta);
    if (number == 0) {
      initialLoss = measured.evaluation().loss();
    }
    if (reference.isEmpty() && moment.step() >= TRANSIENT) {
      reference = Optional.of(measured.decomposition());
    }
    training.write(
        writer.snapshot(number),
        theta,
        Map.of("t", Double.toString(state.t()), "step", Long.toString(moment.step())));
    var place = new Rows.Place(number, moment.step(), state.t(), distance(theta));
    writer.add(Rows.moment(place, measured, reference));
    Rows.layers(number, measured.decomposition()).forEach(writer::add);
    switch (moment.why()) {
      case START -> amplification(number, Which.FIRST, theta);
      case END -> amplification(number, Which.LAST, theta);
      case TIME, STEP, LEVEL -> {}
    }
    var sharpness = measured.spectrum().topHess().map(Ritz::value);
    sharpness.ifPresent(
        value -> progress.accept(new Progress.Measured(number + 1, state.t(), value)));
  }

  private void amplification(int moment, Which which, Vec theta) {
    Rows.amplification(moment, which, meter.amplification(theta)).forEach(writer::add);
  }

  private double distance(Vec theta) {
    var space = objective.space();
    space.combine(new double[] {1, -1}, new Vec[] {theta, start}, difference);
    return space.norm(difference);
  }

  /** The part of the way that is done, by whichever stop is nearest. */
  private double done(long step, double t, double loss) {
    var stop = spec.stop();
    double byLoss =
        stop.loss()
            .map(last -> Math.log(loss / initialLoss) / Math.log(last / initialLoss))
            .orElse(0.0);
    double byTime = stop.time().map(last -> t / last).orElse(0.0);
    double bySteps = stop.steps().map(last -> (double) step / last).orElse(0.0);
    return Math.clamp(Math.max(byLoss, Math.max(byTime, bySteps)), 0, 1);
  }
}
