package brink.nn.objective;

import brink.core.error.InputError;
import brink.core.vector.Vec;
import brink.nn.data.DataSet;
import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import brink.nn.network.Network;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.bytedeco.pytorch.Tensor;

/**
 * Measures the {@link OutputCurvature} of a network at one set of weights after another: a forward
 * pass each, and an eigenvalue problem of C x C for each example or position, which lanes share. It
 * holds the inputs, n d numbers.
 */
public final class OutputCurvatureMeter implements AutoCloseable {
  private static final int MOST = 256; // outputs: an eigenvalue problem takes their cube
  private static final double PIECE = 32e6; // bytes in flight a lane: few beside a training's

  private final Engine engine;
  private final Network network;
  private final Loss loss;
  private final Division division;
  private final Tensor inputs; // [n x d]

  /**
   * A meter.
   *
   * @throws InputError if there are more than 256 outputs
   */
  public OutputCurvatureMeter(Engine engine, Network network, Loss loss, DataSet data) {
    int outputs = network.outputs();
    if (outputs > MOST) {
      throw new InputError(
          "measure.output-curvature solves an eigenvalue problem of as many numbers as there are outputs, %d, for each example or position: leave it away, or take at most %d outputs."
              .formatted(outputs, MOST));
    }
    this.engine = engine;
    this.network = network;
    this.loss = loss;
    double each = network.signals() + 3.0 * network.rows() * outputs * outputs;
    this.division =
        Division.of(
            data.size(),
            network.together(),
            each * engine.precision().bytes(),
            engine.memoryBudget(),
            PIECE,
            engine.lanes().count());
    try (var _ = Scope.open()) {
      inputs = Scope.keep(engine.tensor(data.inputs(), data.size(), data.features()));
    }
  }

  /**
   * Measures at theta.
   *
   * @param theta weights of the network, in the engine's storage
   */
  public OutputCurvature at(Vec theta) {
    var pieces = division.pieces();
    var traces = new double[pieces.size()];
    var tops = new double[pieces.size()];
    engine
        .lanes()
        .share(
            pieces.size(),
            (from, to) -> {
              for (int i = from; i < to; i++) {
                try (var _ = Scope.open()) {
                  var root = root(theta, pieces.get(i));
                  traces[i] = sum(root.square());
                  // S S^T has the eigenvalues of H_z = S^T S, ascending.
                  var values = Ops.eigenvalues(Ops.gramEach(root)); // [k r x C]
                  tops[i] = sum(values.narrow(1, values.size(1) - 1, 1));
                }
              }
            });
    double terms = (double) inputs.size(0) * network.rows();
    return new OutputCurvature(
        DoubleStream.of(traces).sum() / terms, DoubleStream.of(tops).sum() / terms);
  }

  /** S, [k r x C x C], of k examples. */
  private Tensor root(Vec theta, Division.Piece piece) {
    var weights = network.layout().split(engine.view(theta, 0, network.layout().size()));
    return loss.root(network.forward(inputs.narrow(0, piece.first(), piece.count()), weights));
  }

  private static double sum(Tensor values) {
    return Arrays.stream(Ops.read(values.reshape(-1))).sum();
  }

  @Override
  public void close() {
    Scope.free(inputs);
  }
}
