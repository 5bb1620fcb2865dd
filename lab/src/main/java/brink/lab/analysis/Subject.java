package brink.lab.analysis;

import brink.nn.data.DataSet;
import brink.nn.engine.Engine;
import brink.nn.jacobian.Accuracy;
import brink.nn.jacobian.LayerwiseJacobians;
import brink.nn.network.Network;
import brink.nn.objective.Loss;
import brink.nn.objective.Objective;
import brink.nn.objective.OutputCurvatureMeter;
import java.util.Optional;

/**
 * What is examined: a network on a data set under a criterion. Numbers measured on it name it.
 *
 * @param engine that computes
 * @param network of which the weights are the unknown
 * @param loss criterion
 * @param data the examples
 */
public record Subject(Engine engine, Network network, Loss loss, DataSet data) {
  /** The training loss of the subject; to be closed. */
  public Objective objective() {
    return Objective.of(engine, network, loss, data);
  }

  /**
   * The layerwise part of the decomposition, as accurate as asked for; empty where it is not asked
   * for, or the network cannot be taken apart ({@link LayerwiseJacobians#applyTo}).
   */
  public Optional<LayerwiseJacobians> jacobians(Measure measure) {
    if (!measure.decomposition() || !LayerwiseJacobians.applyTo(network)) {
      return Optional.empty();
    }
    var accuracy = new Accuracy(measure.jacobianTolerance(), measure.jacobianSteps());
    return Optional.of(new LayerwiseJacobians(engine, network, loss, data, accuracy, 1));
  }

  /** The meter of the curvature in the outputs, to be closed; empty where it is not asked for. */
  Optional<OutputCurvatureMeter> outputCurvature(Measure measure) {
    return measure.outputCurvature()
        ? Optional.of(new OutputCurvatureMeter(engine, network, loss, data))
        : Optional.empty();
  }
}
