package brink.lab.spec;

import brink.core.ode.Moment;
import brink.core.ode.Observer;
import brink.core.ode.Standing;
import brink.core.ode.StepReport;
import brink.lab.dynamics.FlowSolve;
import brink.lab.dynamics.FlowSolve.Followed;
import brink.lab.record.AmplificationRow.Which;
import brink.lab.record.StepRow;
import java.util.Optional;
import java.util.function.Supplier;

/** A training along the gradient flow. */
record FlowRun(Spec spec, Training training, Recorder recorder) implements Observer {
  /**
   * Follows the flow from the training's weights, which are the last ones afterwards.
   *
   * @param from where a run of the same spec stood, to go on there instead
   */
  Followed follow(Optional<Checkpoint> from) {
    recorder.begin();
    var solve = training.flow(spec.flow(), spec.control());
    return from.map(checkpoint -> resume(solve, checkpoint))
        .orElseGet(() -> solve.follow(training.theta(), spec.stop(), spec.save(), this));
  }

  private Followed resume(FlowSolve solve, Checkpoint from) {
    recorder.takeUp(from);
    var space = training.objective().space();
    try (var work = space.workspace()) {
      var standing = from.standing(space, work);
      return solve.resume(training.theta(), standing, spec.stop(), spec.save(), this);
    }
  }

  @Override
  public void step(StepReport report) {
    var radius = report.spectralRadius();
    recorder.step(
        new StepRow(
            report.step(),
            report.t(),
            report.h(),
            report.potential(),
            report.fieldNorm(),
            Optional.of(report.localError()),
            Optional.of(report.accumulatedError()),
            radius.isPresent() ? Optional.of(radius.getAsDouble()) : Optional.empty(),
            Optional.empty(),
            report.stages(),
            report.rejections(),
            report.counts().evaluations(),
            report.counts().products(),
            recorder.seconds()));
  }

  @Override
  public void save(Moment moment) {
    var which =
        switch (moment.why()) {
          case START -> Optional.of(Which.FIRST);
          case END -> Optional.of(Which.LAST);
          case TIME, STEP, LEVEL -> Optional.<Which>empty();
        };
    var state = moment.state();
    recorder.save(
        Math.toIntExact(moment.index()),
        moment.step(),
        state.t(),
        Optional.empty(),
        which,
        state.y(),
        Optional.empty());
  }

  @Override
  public void between(Supplier<Standing> standing) {
    recorder.keepIfDue(standing);
  }
}
