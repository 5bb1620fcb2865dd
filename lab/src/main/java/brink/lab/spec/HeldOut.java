package brink.lab.spec;

import brink.core.vector.Vec;
import brink.nn.objective.Evaluation;
import brink.nn.objective.Objective;
import java.util.Optional;

/**
 * The loss of a training on held-out examples, where there are some: of the whole network, since
 * what the training examples span says nothing of others.
 */
record HeldOut(Optional<Objective> objective) implements AutoCloseable {
  static HeldOut of(Training training) {
    return new HeldOut(training.held().map(training::onOthers));
  }

  /** Loss and accuracy at weights of the whole network; a forward pass. */
  Optional<Evaluation> at(Vec whole) {
    return objective.map(held -> held.evaluate(whole));
  }

  @Override
  public void close() {
    objective.ifPresent(Objective::close);
  }
}
