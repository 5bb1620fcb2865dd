package brink.lab.study;

import brink.core.error.InputError;
import brink.lab.dynamics.DescentSolve;
import brink.lab.dynamics.DescentStep;
import brink.lab.record.Progress;
import brink.lab.spec.Spec;
import brink.lab.spec.Training;
import brink.nn.objective.BatchGradient;
import java.util.Optional;

/** A descent that is looked at on its way, without a run folder. */
final class Followed {
  private Followed() {}

  /** Who looks. */
  @FunctionalInterface
  interface Look {
    /** At every moment that the spec saves. */
    void moment(DescentSolve.Saved moment);

    /** At every step. */
    default void step(DescentStep step) {}
  }

  /**
   * Descends as a spec says.
   *
   * @throws InputError if it does not come to its stop
   */
  static void descend(Spec spec, Training training, Progress progress, Look look) {
    var descent = spec.descent().orElseThrow();
    var batches = descent.batch().map(batch -> training.objective().batches(batch.size()));
    var watcher =
        new DescentSolve.Watcher() {
          @Override
          public void step(DescentStep step) {
            look.step(step);
            double done = spec.stop().time().map(time -> step.t() / time).orElse(0.0);
            progress.accept(
                new Progress.Stepped(
                    step.step(),
                    step.t(),
                    step.loss(),
                    Optional.of(step.eta()),
                    Optional.empty(),
                    Math.clamp(done, 0, 1)));
          }

          @Override
          public void save(DescentSolve.Saved saved) {
            look.moment(saved);
          }
        };
    progress.accept(new Progress.Began(spec.name(), descent.describe()));
    try {
      var ending =
          new DescentSolve(training.objective(), batches, descent)
              .follow(training.theta(), spec.stop(), spec.save(), watcher);
      if (!ending.reached()) {
        throw new InputError("The descent %s failed: %s".formatted(spec.name(), ending.how()));
      }
    } finally {
      batches.ifPresent(BatchGradient::close);
    }
  }
}
