package brink.lab.analysis;

import brink.nn.data.DataSet;
import brink.nn.engine.Engine;
import brink.nn.network.Mlp;
import brink.nn.objective.Loss;
import brink.nn.objective.MlpObjective;

/**
 * What is examined: a network on a data set under a criterion. Numbers measured on it name it.
 *
 * @param engine that computes
 * @param network of which the weights are the unknown
 * @param loss criterion
 * @param data the examples
 */
public record Subject(Engine engine, Mlp network, Loss loss, DataSet data) {
  /** The training loss of the subject; to be closed. */
  public MlpObjective objective() {
    return new MlpObjective(engine, network, loss, data);
  }
}
