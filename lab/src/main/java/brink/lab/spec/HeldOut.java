package brink.lab.spec;

import brink.core.vector.Vec;
import brink.nn.data.DataSet;
import brink.nn.objective.Evaluation;
import brink.nn.objective.Objective;
import java.util.Optional;

/**
 * The loss of a training on held-out examples, where there are some: of the whole network, since
 * what the training examples span says nothing of others.
 */
record HeldOut(Training training, Optional<Objective> objective) implements AutoCloseable {
  static HeldOut of(Training training, Optional<DataSet> data) {
    return new HeldOut(training, data.map(training::onOthers));
  }

  /** Loss and accuracy at weights as the training has them; a forward pass. */
  Optional<Evaluation> at(Vec theta) {
    return objective.map(held -> held.evaluate(training.whole(theta)));
  }

  @Override
  public void close() {
    objective.ifPresent(Objective::close);
  }
}
