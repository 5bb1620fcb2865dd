package brink.nn.objective;

import brink.core.vector.FlatSpace;
import brink.core.vector.Vec;
import brink.nn.data.DataSet;
import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import brink.nn.network.Mlp;
import brink.nn.network.Network;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * The training of an MLP in coordinates of the space that its inputs span: the same training in
 * fewer numbers, where there are fewer examples than an input has numbers.
 *
 * <p>With n &lt; d the inputs factorise as {@code X = C Q}, coordinates C [n x n] and a basis Q [n
 * x d] with orthonormal rows. An MLP meets them only in {@code W^1 x_i = (W^1 Q^T) c_i}: with first
 * weights {@code W^1 Q^T} and inputs c_i it gives the same outputs. What of W^1 lies outside the
 * span is never seen by the loss: there the gradient is zero, and so is every operator of {@link
 * Term}, so that the flow leaves it as it began. Q being orthonormal, {@code |c_i| = |x_i|}, and
 * inner products of weights, distances travelled, eigenvalues (but for d_1 (d - n) zeros) and
 * everything in the decomposition are those of the whole network. The first layer's products take
 * n/d of their time.
 *
 * <p>Networks of other kinds are computed in their inputs as they are.
 *
 * <p>Only the examples that the span was made of may be seen through it.
 */
public final class InputSpan implements AutoCloseable {
  private final Engine engine;
  private final Network whole;
  private final Network network;
  private final DataSet data;
  private final Optional<Tensor> basis; // Q [n x d]; empty where inputs are kept as they are

  private InputSpan(
      Engine engine, Network whole, Network network, DataSet data, Optional<Tensor> basis) {
    this.engine = engine;
    this.whole = whole;
    this.network = network;
    this.data = data;
    this.basis = basis;
  }

  /** Keeps the inputs as they are. */
  public static InputSpan none(Engine engine, Network network, DataSet data) {
    return new InputSpan(engine, network, network, data, Optional.empty());
  }

  /**
   * The span of some inputs; they are kept as they are where it would have no fewer dimensions. One
   * QR factorisation in float64, of some 4 n^2 d flops.
   */
  public static InputSpan of(Engine engine, Mlp network, DataSet data) {
    int n = data.size();
    if (n >= data.features()) {
      return none(engine, network, data);
    }
    try (var _ = Scope.open()) {
      var columns = Ops.wide(engine.tensor(data.inputs(), n, data.features())).t();
      var factors = Ops.qr(columns); // X^T = Q^T C^T
      var coordinates =
          DataSet.of(
              data.name() + ", in coordinates of what the inputs span",
              List.of(n),
              Ops.read(factors[1].t()),
              data.targets());
      var widths = Stream.concat(Stream.of(n), network.widths().stream().skip(1)).toList();
      var basis = engine.empty(n, data.features());
      basis.copy_(factors[0].t());
      return new InputSpan(
          engine,
          network,
          new Mlp(widths, network.activation()),
          coordinates,
          Optional.of(Scope.keep(basis)));
    }
  }

  /** The network that takes coordinates. */
  public Network network() {
    return network;
  }

  /** The examples in coordinates, or as they are. */
  public DataSet data() {
    return data;
  }

  /** The space of the whole network's weights. */
  public FlatSpace wholeSpace() {
    return engine.space(whole.layout().size());
  }

  /** Writes whole weights, or a direction of them, as the network of coordinates has them. */
  public void enter(Vec theta, Vec into) {
    try (var _ = Scope.open()) {
      var from = whole.layout().views(engine, theta);
      var to = network.layout().views(engine, into);
      basis.ifPresentOrElse(q -> Ops.multiply(from[0], q.t(), to[0]), () -> to[0].copy_(from[0]));
      copyAllButFirst(from, to);
    }
  }

  /**
   * Writes the whole weights to which a training has come that began at some whole weights, {@code
   * W^1 = W^1_0 + (M - W^1_0 Q^T) Q}.
   *
   * @param first where it began
   * @param inside where it is, in coordinates, with M its first weights
   */
  public void leave(Vec first, Vec inside, Vec into) {
    try (var _ = Scope.open()) {
      var began = whole.layout().views(engine, first)[0];
      var from = network.layout().views(engine, inside);
      var to = whole.layout().views(engine, into);
      to[0].copy_(basis.isPresent() ? began : from[0]);
      basis.ifPresent(q -> {
        var moved = from[0].clone();
        Ops.subtractProduct(began, q.t(), moved);
        Ops.addProduct(moved, q, to[0]);
      });
      copyAllButFirst(from, to);
    }
  }

  private static void copyAllButFirst(Tensor[] from, Tensor[] to) {
    IntStream.range(1, to.length).forEach(i -> to[i].copy_(from[i]));
  }

  @Override
  public void close() {
    basis.ifPresent(Scope::free);
  }
}
