package brink.lab.bench;

import brink.core.random.RandomStream;
import brink.lab.bench.EngineBench.Times;
import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import brink.nn.network.Mlp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.bytedeco.pytorch.Tensor;

/**
 * The matrix products of a gradient, a Hessian and a Gauss-Newton product and nothing else, in the
 * shapes and the division over lanes in which the closed form calls them: what the BLAS leaves to
 * be gained. Products of this size run below the rate of large square ones.
 */
final class ProductsAlone implements AutoCloseable {
  /** The matrices of one layer and one lane. */
  private record Layer(Tensor below, Tensor weight, Tensor above, Tensor gradient) {
    static Layer of(Engine engine, int n, int in, int out) {
      return new Layer(
          random(engine, n, in),
          random(engine, out, in),
          random(engine, n, out),
          random(engine, out, in));
    }

    void forward() {
      Ops.multiply(below, weight.t(), above);
    }

    void backward() {
      Ops.multiply(above, weight, below);
    }

    void contract() {
      Ops.multiply(above.t(), below, gradient);
    }

    /** This layer's share of a lane: some examples before, some outputs after the barrier. */
    Layer examples(int lane, int lanes) {
      return new Layer(part(below, 0, lane, lanes), weight, part(above, 0, lane, lanes), gradient);
    }

    Layer outputs(int lane, int lanes) {
      return new Layer(below, weight, part(above, 1, lane, lanes), part(gradient, 0, lane, lanes));
    }

    private static Tensor part(Tensor whole, int dimension, int lane, int lanes) {
      long size = whole.size(dimension);
      long from = size * lane / lanes;
      return whole.narrow(dimension, from, size * (lane + 1) / lanes - from);
    }
  }

  private final Scope scope = Scope.open();
  private final Engine engine;
  private final int lanes;
  private final List<List<Layer>> layers = new ArrayList<>(); // one list a lane

  ProductsAlone(Engine engine, Mlp network, int n) {
    this.engine = engine;
    this.lanes = engine.lanes().count();
    for (int lane = 0; lane < lanes; lane++) {
      var own = new ArrayList<Layer>();
      for (int l = 0; l < network.layers(); l++) {
        own.add(Layer.of(engine, n, network.width(l), network.width(l + 1)));
      }
      layers.add(own);
    }
  }

  static Tensor random(Engine engine, int rows, int columns) {
    var random = RandomStream.of(rows, "matrix");
    return engine.tensor(random.doubles((long) rows * columns, -1, 1).toArray(), rows, columns);
  }

  /** Seconds of the products alone. */
  Times times() {
    return new Times(
        "these products alone",
        EngineBench.median(this::gradient),
        EngineBench.median(() -> vectors(2)) / lanes,
        EngineBench.median(() -> vectors(1)) / lanes);
  }

  private void gradient() {
    share(lane -> {
      for (int l = 0; l < layers.getFirst().size(); l++) {
        var part = layers.getFirst().get(l).examples(lane, lanes);
        part.forward();
        if (l > 0) {
          part.backward();
        }
      }
    });
    share(lane -> layers.getFirst().forEach(layer -> layer.outputs(lane, lanes).contract()));
  }

  /** One vector a lane; in all layers but the first everything is done {@code times} times. */
  private void vectors(int times) {
    share(lane -> {
      for (int l = 0; l < layers.get(lane).size(); l++) {
        var layer = layers.get(lane).get(l);
        layer.forward();
        layer.contract();
        if (l > 0) {
          extra(layer, times);
        }
      }
    });
  }

  /** What a layer above the first takes beside one product forward and one contraction. */
  private static void extra(Layer layer, int times) {
    layer.forward();
    for (int i = 0; i < times; i++) {
      layer.backward();
    }
    if (times == 2) {
      layer.contract();
    }
  }

  private void share(IntConsumer work) {
    engine
        .lanes()
        .share(
            lanes,
            (from, to) -> {
              try (var _ = Scope.open()) {
                for (int lane = from; lane < to; lane++) {
                  work.accept(lane);
                }
              }
            });
  }

  @Override
  public void close() {
    scope.close();
  }
}
