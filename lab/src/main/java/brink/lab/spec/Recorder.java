package brink.lab.spec;

import brink.core.ode.Standing;
import brink.core.operator.LinearOperator;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import brink.lab.analysis.MomentMeter;
import brink.lab.analysis.RandomProjections;
import brink.lab.analysis.Rows;
import brink.lab.analysis.Transient;
import brink.lab.dynamics.DescentSolve;
import brink.lab.dynamics.DescentState;
import brink.lab.dynamics.FlowState;
import brink.lab.record.AmplificationRow.Which;
import brink.lab.record.MomentRow;
import brink.lab.record.Progress;
import brink.lab.record.Row;
import brink.lab.record.RunWriter;
import brink.lab.record.StepRow;
import brink.nn.jacobian.Decomposition;
import brink.nn.objective.Objective;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A training on its way into a run folder. A moment is measured while the training waits, so that
 * its numbers are of exactly these weights.
 */
final class Recorder implements AutoCloseable {
  private final Spec spec;
  private final Training training;
  private final HeldOut heldOut;
  private final Objective objective;
  private final RunWriter writer;
  private final Progress progress;
  private final MomentMeter meter;
  private final Workspace work;
  private final Vec start;
  private final Vec difference;
  private final long began = System.nanoTime();
  private final Due due = new Due(Duration.ofMinutes(1), System::nanoTime);
  private double secondsBefore;
  private long step; // the last
  private double time;
  private double initialLoss = 1;
  private Optional<Decomposition> reference = Optional.empty();

  /** A run that has not begun; the training, the held-out examples and the writer stay open. */
  Recorder(Spec spec, Training training, HeldOut heldOut, RunWriter writer, Progress progress) {
    this.spec = spec;
    this.training = training;
    this.heldOut = heldOut;
    this.objective = training.objective();
    this.writer = writer;
    this.progress = progress;
    this.meter = new MomentMeter(training.subject(), objective, spec.measure());
    this.work = objective.space().workspace();
    this.start = work.vec();
    this.difference = work.vec();
  }

  /** Where the training begins: what distances are measured from. */
  void begin() {
    objective.space().copy(training.theta(), start);
  }

  /** Goes on where another recorder of the same run stood, once this one has begun. */
  void takeUp(Checkpoint from) {
    var numbers = from.numbers();
    secondsBefore = numbers.seconds();
    initialLoss = numbers.initialLoss();
    reference = numbers.reference();
    try (var vectors = objective.space().workspace()) {
      meter.startFrom(from.starts(objective.space(), vectors));
    }
    step = from.step();
    time = from.time();
    progress.accept(new Progress.Noted("going on after step %d, t = %.4g".formatted(step, time)));
  }

  /** Writes down what a descent can go on from; the last thing to be done at a moment. */
  void keep(DescentSolve.Standing standing, Vec theta, List<String> tracks) {
    Checkpoint.write(
        writer.folder().state(),
        numbers(Optional.of(standing.state()), Optional.empty(), tracks),
        theta,
        standing.memory(),
        meter.starts());
  }

  /**
   * Writes down what a flow can go on from, where moments have been measured since that was last
   * done, or a minute has passed; the last thing to be done after a step.
   */
  void keepIfDue(Supplier<Standing> standing) {
    if (due.now()) {
      var here = standing.get();
      var state = new FlowState(step, time, here.numbers());
      Checkpoint.write(
          writer.folder().state(),
          numbers(Optional.empty(), Optional.of(state), List.of()),
          here,
          meter.starts());
      due.done();
    }
  }

  private Checkpoint.Numbers numbers(
      Optional<DescentState> descent, Optional<FlowState> flow, List<String> tracks) {
    return new Checkpoint.Numbers(
        descent, flow, seconds(), initialLoss, reference, tracks, writer.written());
  }

  /** Seconds that the run has taken. */
  double seconds() {
    return secondsBefore + (System.nanoTime() - began) * 1e-9;
  }

  @Override
  public void close() {
    meter.close();
    work.close();
  }

  void step(StepRow row) {
    step = row.step();
    time = row.t();
    writer.add(row);
    double done = spec.stop().done(row.step(), row.t(), row.loss(), initialLoss);
    progress.accept(Progress.Stepped.of(row, done));
  }

  void add(Row row) {
    writer.add(row);
  }

  /**
   * Measures a moment and, where that is wanted, keeps its weights.
   *
   * @param number from 0
   * @param eta learning rate there, of a descent
   * @param which whether it is the first or the last of the training
   * @param preconditioned the Hessian as an adaptive descent sees it
   */
  MomentRow save(
      int number,
      long step,
      double t,
      Optional<Double> eta,
      Optional<Which> which,
      Vec theta,
      Optional<UnaryOperator<LinearOperator>> preconditioned) {
    due.measured();
    var measured = meter.at(theta, eta, preconditioned);
    if (number == 0) {
      initialLoss = measured.evaluation().loss();
    }
    var initial = eta.isPresent() ? Transient.OF_A_DESCENT : Transient.OF_A_FLOW;
    if (reference.isEmpty() && initial.isOver(step, t)) {
      reference = measured.decomposition();
    }
    var whole = training.whole(theta);
    if (spec.save().keeps(which.isPresent())) {
      training.write(
          writer.snapshot(number),
          whole,
          Map.of("t", Double.toString(t), "step", Long.toString(step)));
    }
    var place = new Rows.Place(number, step, t, distance(theta));
    var row = Rows.moment(place, measured, reference);
    writer.add(row);
    Rows.additional(number, measured, eta, heldOut.at(whole)).forEach(writer::add);
    spec.measure()
        .randomProjections()
        .map(RandomProjections::new)
        .map(along -> along.of(training.numbers(whole)))
        .ifPresent(values -> Rows.randomProjections(number, values).forEach(writer::add));
    measured
        .decomposition()
        .ifPresent(decomposition -> Rows.layers(number, decomposition).forEach(writer::add));
    which.ifPresent(w -> amplification(number, w, theta));
    Progress.Measured.of(row).ifPresent(progress::accept);
    return row;
  }

  private void amplification(int moment, Which which, Vec theta) {
    Rows.amplification(moment, which, meter.amplification(theta)).forEach(writer::add);
  }

  private double distance(Vec theta) {
    var space = objective.space();
    space.combine(new double[] {1, -1}, new Vec[] {theta, start}, difference);
    return space.norm(difference);
  }
}
