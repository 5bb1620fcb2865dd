package brink.nn.jacobian;

import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import brink.nn.network.Chain;
import brink.nn.network.LayeredNetwork;
import brink.nn.objective.Loss;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * Those of a network for images.
 *
 * @param widest numbers of the largest {@code h^l}
 */
record ChainPasses(
    Engine engine,
    LayeredNetwork network,
    Chain chain,
    Loss loss,
    Tensor[] theta,
    Accuracy accuracy,
    long seed,
    long widest)
    implements Passes {
  // As many numbers as the largest signals have: of surroundings of places, and of Lanczos vectors.
  private static final int SURROUNDINGS = 20;
  private static final int VECTORS = 8;

  /**
   * Those at theta.
   *
   * @param x an example, [1 x d_0]
   */
  static ChainPasses of(
      Engine engine,
      LayeredNetwork network,
      Loss loss,
      Tensor[] theta,
      Tensor x,
      Accuracy accuracy,
      long seed) {
    var chain = network.layers().chain();
    try (var _ = Scope.open()) {
      var pass = chain.forward(x, theta);
      long widest =
          IntStream.rangeClosed(1, chain.layers()).mapToLong(pass::width).max().orElseThrow();
      return new ChainPasses(engine, network, chain, loss, theta, accuracy, seed, widest);
    }
  }

  @Override
  public int layers() {
    return chain.layers();
  }

  @Override
  public int chunk() {
    return 16;
  }

  @Override
  public double numbers() {
    int c = network.outputs();
    return network.held() + (4.0 * c + VECTORS + SURROUNDINGS) * widest + 8.0 * c * c;
  }

  @Override
  public Signals forward(Tensor x) {
    var pass = chain.forward(x, theta);
    var z = pass.signals(chain.layers());
    Signals.requireFinite(Ops.read(z));
    return new ChainSignals(engine, pass, loss.root(z), accuracy, seed);
  }
}
