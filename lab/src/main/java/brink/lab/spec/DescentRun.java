package brink.lab.spec;

import brink.lab.dynamics.Descent;
import brink.lab.dynamics.DescentSolve;
import brink.lab.dynamics.DescentStep;
import brink.lab.dynamics.Ending;
import brink.lab.record.AmplificationRow.Which;
import brink.lab.record.StepRow;
import brink.nn.objective.BatchGradient;
import java.util.Optional;

/** A training by descent. */
record DescentRun(Spec spec, Training training, Recorder recorder, Tracks tracks)
    implements DescentSolve.Watcher {
  /**
   * Descends from the training's weights, which are the last ones afterwards.
   *
   * @param from where a run of the same spec stood, to go on there instead
   */
  Ending follow(Descent descent, Optional<Checkpoint> from) {
    recorder.begin();
    var batches = descent.batch().map(batch -> training.objective().batches(batch.size()));
    try {
      var solve = new DescentSolve(training.objective(), batches, descent);
      return from.map(checkpoint -> resume(solve, checkpoint))
          .orElseGet(() -> solve.follow(training.theta(), spec.stop(), spec.save(), this));
    } finally {
      batches.ifPresent(BatchGradient::close);
    }
  }

  private Ending resume(DescentSolve solve, Checkpoint from) {
    recorder.takeUp(from);
    var space = training.objective().space();
    try (var work = space.workspace()) {
      from.weights(space, training.theta());
      var standing =
          new DescentSolve.Standing(
              from.numbers().descent().orElseThrow(), from.memory(space, work));
      return solve.resume(training.theta(), standing, spec.stop(), spec.save(), this);
    }
  }

  @Override
  public void step(DescentStep step) {
    recorder.step(
        new StepRow(
            step.step(),
            step.t(),
            step.eta(),
            step.loss(),
            step.gradientNorm(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(step.edge()),
            1,
            0,
            step.gradients(),
            0,
            recorder.seconds()));
  }

  @Override
  public void save(DescentSolve.Saved saved) {
    var first = saved.number() == 0 ? Optional.of(Which.FIRST) : Optional.<Which>empty();
    var which = saved.last() ? Optional.of(Which.LAST) : first;
    var row =
        recorder.save(
            saved.number(),
            saved.step(),
            saved.t(),
            Optional.of(saved.eta()),
            which,
            saved.theta(),
            saved.preconditioner().map(p -> p::of));
    tracks.moment(row, saved.edge());
    recorder.keep(saved.from(), saved.theta(), tracks.keys());
  }

  @Override
  public void at(DescentSolve.Here here) {
    tracks.at(here).forEach(recorder::add);
  }
}
