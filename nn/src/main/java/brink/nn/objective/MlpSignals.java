package brink.nn.objective;

import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import brink.nn.network.Mlp;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * What passes through an MLP, example by example: forward and backward pass in closed form. Rows do
 * not see each other, so lanes work on row ranges of the same storage; index l runs over 0..L,
 * index 0 being the input.
 *
 * @param mlp the network
 * @param loss the criterion
 * @param weight 1/n of the whole data set
 * @param y targets [rows x C]
 * @param a {@code a[0] = x, a[l] = s(h^l)}, {@code a[L] = z} [rows x d_l]
 * @param slope {@code h^l}, and after {@link #prepare} {@code s'(h^l)}, l = 1..L-1
 * @param delta {@code dL/dh^l}, l = 1..L
 * @param bend {@code dL/da^l}, and after {@link #prepare} {@code dL/da^l * s''(h^l)}, l = 1..L-1
 */
record MlpSignals(
    Mlp mlp,
    Loss loss,
    double weight,
    Tensor y,
    Tensor[] a,
    Tensor[] slope,
    Tensor[] delta,
    Tensor[] bend) {
  /** Numbers an example that signals take. */
  static long numbers(Mlp mlp) {
    return 4 * mlp.widths().stream().skip(1).mapToLong(Integer::longValue).sum();
  }

  /** Storage for a number of rows; x and y come with {@link #on}. */
  static MlpSignals allocate(Engine engine, Mlp mlp, Loss loss, double weight, int rows) {
    return new MlpSignals(
        mlp,
        loss,
        weight,
        engine.empty(0),
        layers(engine, mlp, rows),
        layers(engine, mlp, rows),
        layers(engine, mlp, rows),
        layers(engine, mlp, rows));
  }

  /** One tensor [rows x d_l] for every layer l = 1..L, and nothing at 0. */
  static Tensor[] layers(Engine engine, Mlp mlp, int rows) {
    var tensors = new Tensor[mlp.layers() + 1];
    tensors[0] = engine.empty(0);
    for (int l = 1; l < tensors.length; l++) {
      tensors[l] = engine.empty(rows, mlp.width(l));
    }
    return tensors;
  }

  /** The first rows of this storage, taken by examples x [rows x d_0] with targets y. */
  MlpSignals on(Tensor x, Tensor targets) {
    var some = rows(0, x.size(0));
    some.a[0] = x;
    return new MlpSignals(mlp, loss, weight, targets, some.a, some.slope, some.delta, some.bend);
  }

  /** The rows {@code from .. from+count-1}, a view. */
  MlpSignals rows(long from, long count) {
    return new MlpSignals(
        mlp,
        loss,
        weight,
        rows(y, from, count),
        rows(a, from, count),
        rows(slope, from, count),
        rows(delta, from, count),
        rows(bend, from, count));
  }

  /** The rows {@code from .. from+count-1} of every layer, views. */
  static Tensor[] rows(Tensor[] layers, long from, long count) {
    return Stream.of(layers).map(t -> rows(t, from, count)).toArray(Tensor[]::new);
  }

  private static Tensor rows(Tensor tensor, long from, long count) {
    return tensor.numel() == 0 ? tensor : tensor.narrow(0, from, count);
  }

  /** Lets these tensors outlive the scope they were made in. */
  MlpSignals keep() {
    tensors().forEach(Scope::keep);
    return this;
  }

  /** Ends the life of kept tensors. */
  void free() {
    tensors().forEach(Scope::free);
  }

  private Stream<Tensor> tensors() {
    return Stream.concat(Stream.of(y), Stream.of(a, slope, delta, bend).flatMap(Stream::of));
  }

  /** Outputs, [rows x C]. */
  Tensor z() {
    return a[mlp.layers()];
  }

  /** Forward pass at parameters [W^1, b^1, W^2, ..]. */
  void forward(Tensor[] theta) {
    int last = mlp.layers();
    for (int l = 1; l <= last; l++) {
      var h = l < last ? slope[l] : a[l];
      Ops.affine(theta[2 * l - 1], a[l - 1], theta[2 * l - 2].t(), h);
      if (l < last) {
        mlp.activation().apply(h, a[l]);
      }
    }
  }

  /** Backward pass; after {@link #forward}. */
  void backward(Tensor[] theta) {
    int last = mlp.layers();
    delta[last].copy_(Ops.scaled(weight, loss.slope(z(), y)));
    for (int l = last - 1; l >= 1; l--) {
      Ops.multiply(delta[l + 1], theta[2 * l], bend[l]);
      mlp.activation().pull(bend[l], slope[l], a[l], delta[l]);
    }
  }

  /** Makes slope and bend what derivatives of the gradient need; once, after {@link #backward}. */
  void prepare() {
    for (int l = 1; l < mlp.layers(); l++) {
      var first = mlp.activation().slope(slope[l], a[l]);
      Ops.times(bend[l], mlp.activation().bend(slope[l], a[l], first), bend[l]);
      slope[l].copy_(first);
    }
  }

  /**
   * Writes the gradient of the parameters {@code W^l, b^l} of output rows {@code from .. to-1} of
   * layer l, {@code dW = delta^T a} summed over the examples, or adds it to what is there.
   */
  void gradient(int l, long from, long to, Tensor[] into, boolean add) {
    contract(delta[l], a[l - 1], from, to, into[2 * l - 2], add);
    contractBias(delta[l], from, to, into[2 * l - 1], add);
  }

  static void contract(Tensor signal, Tensor below, long from, long to, Tensor into, boolean add) {
    var left = signal.narrow(1, from, to - from).t();
    var rows = into.narrow(0, from, to - from);
    if (add) {
      Ops.addProduct(left, below, rows);
    } else {
      Ops.multiply(left, below, rows);
    }
  }

  static void contractBias(Tensor signal, long from, long to, Tensor into, boolean add) {
    var columns = signal.narrow(1, from, to - from);
    var some = into.narrow(0, from, to - from);
    if (add) {
      some.add_(columns.sum(0));
    } else {
      Ops.sumRows(columns, some);
    }
  }
}
