package brink.lab.analysis;

import brink.nn.data.DataSet;
import brink.nn.engine.Engine;
import brink.nn.jacobian.Accuracy;
import brink.nn.jacobian.LayerwiseJacobians;
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

  /** The layerwise part of the decomposition, as accurate as asked for. */
  public LayerwiseJacobians jacobians(Measure measure) {
    var accuracy = new Accuracy(measure.jacobianTolerance(), measure.jacobianSteps());
    return new LayerwiseJacobians(engine, network, loss, data, accuracy, 1);
  }
}
