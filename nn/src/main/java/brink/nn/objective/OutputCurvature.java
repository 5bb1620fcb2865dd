package brink.nn.objective;

import brink.core.error.InputError;
import brink.core.vector.Vec;
import brink.nn.data.DataSet;
import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import brink.nn.network.Network;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/**
 * How curved a criterion is in the outputs, where a network puts them: H_z, [C x C], is the Hessian
 * of the loss of one example (or one position of a text) in its outputs z. Under cross-entropy it
 * goes to zero as the network becomes sure of its answers, and with it the Gauss-Newton part {@code
 * E[J^T H_z J]} and the sharpness (Cohen et al. 2021, appendix on cross-entropy); for the squared
 * error it is constant.
 *
 * @param trace {@code E[tr H_z]}, E the mean over the examples and positions
 * @param top {@code E[top(H_z)]}, of its largest eigenvalue
 */
public record OutputCurvature(double trace, double top) {
  private static final int MOST = 256; // outputs: an eigenvalue problem takes their cube
  private static final double CHUNK = 4e6; // numbers in flight: few beside what a training holds

  /**
   * Measures at theta; one forward pass, and an eigenvalue problem of C x C for each example or
   * position.
   *
   * @param theta weights of the network, in the engine's storage
   * @throws InputError if there are more than 256 outputs
   */
  public static OutputCurvature at(
      Engine engine, Network network, Loss loss, DataSet data, Vec theta) {
    int n = data.size();
    int d = data.features();
    int outputs = network.outputs();
    if (outputs > MOST) {
      throw new InputError(
          "measure.output-curvature solves an eigenvalue problem of as many numbers as there are outputs, %d, for each example or position: leave it away, or take at most %d outputs."
              .formatted(outputs, MOST));
    }
    double each = d + network.signals() + 3.0 * network.rows() * outputs * outputs;
    int together = network.together();
    int rows = (int) Math.clamp(CHUNK / each / together, 1, n) * together;
    double trace = 0;
    double top = 0;
    for (int from = 0; from < n; from += rows) {
      int to = Math.min(n, from + rows);
      try (var _ = Scope.open()) {
        var inputs = Arrays.copyOfRange(data.inputs(), from * d, to * d); // [to - from x d]
        var flat = engine.view(theta, 0, network.layout().size());
        var z = network.forward(engine.tensor(inputs, to - from, d), network.layout().split(flat));
        var root = loss.root(z); // [(to - from) r x C x C]
        trace += sum(root.square());
        // S S^T has the eigenvalues of H_z = S^T S.
        top += sum(Ops.eigenvalues(Ops.gramEach(root)).narrow(1, outputs - 1, 1));
      }
    }
    double terms = (double) n * network.rows();
    return new OutputCurvature(trace / terms, top / terms);
  }

  private static double sum(Tensor values) {
    return Arrays.stream(Ops.read(values.reshape(-1))).sum();
  }
}
