package brink.nn.objective;

import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import brink.nn.network.Mlp;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * What passes through an MLP, example by example: the closed form of forward pass, backward pass
 * and their derivatives along a direction (Pearlmutter 1994). Rows do not see each other, so lanes
 * work on row ranges of the same storage; index l runs over 0..L, index 0 being the input.
 *
 * @param mlp the network
 * @param loss the criterion
 * @param weight 1/n of the whole data set
 * @param y targets [rows x C]
 * @param a {@code a[0] = x, a[l] = s(h^l)}, {@code a[L] = z} [rows x d_l]
 * @param slope {@code s'(h^l)}, l = 1..L-1
 * @param delta {@code dL/dh^l}, l = 1..L
 * @param bend {@code dL/da^l * s''(h^l)}, l = 1..L-1
 * @param da the derivative of a along a direction, l = 1..L
 * @param ddelta the derivative of delta along it, l = 1..L
 * @param scratch room, l = 1..L-1
 */
record MlpSignals(
    Mlp mlp,
    Loss loss,
    double weight,
    Tensor y,
    Tensor[] a,
    Tensor[] slope,
    Tensor[] delta,
    Tensor[] bend,
    Tensor[] da,
    Tensor[] ddelta,
    Tensor[] scratch) {
  /** Numbers an example that signals take. */
  static long numbers(Mlp mlp) {
    return 7 * mlp.widths().stream().skip(1).mapToLong(Integer::longValue).sum();
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
        layers(engine, mlp, rows),
        layers(engine, mlp, rows),
        layers(engine, mlp, rows),
        layers(engine, mlp, rows));
  }

  private static Tensor[] layers(Engine engine, Mlp mlp, int rows) {
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
    return new MlpSignals(
        mlp,
        loss,
        weight,
        targets,
        some.a,
        some.slope,
        some.delta,
        some.bend,
        some.da,
        some.ddelta,
        some.scratch);
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
        rows(bend, from, count),
        rows(da, from, count),
        rows(ddelta, from, count),
        rows(scratch, from, count));
  }

  private static Tensor[] rows(Tensor[] layers, long from, long count) {
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
    return Stream.concat(
        Stream.of(y), Stream.of(a, slope, delta, bend, da, ddelta, scratch).flatMap(Stream::of));
  }

  /** Outputs, [rows x C]. */
  Tensor z() {
    return a[mlp.layers()];
  }

  /** Forward pass at parameters [W^1, b^1, W^2, ..]; the derivatives of s only if asked for. */
  void forward(Tensor[] theta, boolean derivatives) {
    int last = mlp.layers();
    for (int l = 1; l <= last; l++) {
      Ops.affine(theta[2 * l - 1], a[l - 1], theta[2 * l - 2].t(), a[l]);
      if (l < last) {
        var activated = mlp.activation().apply(a[l]);
        if (derivatives) {
          slope[l].copy_(mlp.activation().slope(a[l], activated));
          bend[l].copy_(mlp.activation().bend(a[l], activated, slope[l]));
        }
        a[l].copy_(activated);
      }
    }
  }

  /** Backward pass; after {@link #forward} with derivatives. */
  void backward(Tensor[] theta) {
    int last = mlp.layers();
    delta[last].copy_(Ops.scaled(weight, loss.slope(z(), y)));
    for (int l = last - 1; l >= 1; l--) {
      Ops.multiply(delta[l + 1], theta[2 * l], delta[l]);
      Ops.times(bend[l], delta[l], bend[l]);
      Ops.times(slope[l], delta[l], delta[l]);
    }
  }

  /** The derivatives da and ddelta along a direction v = [V^1, c^1, V^2, ..] of parameters. */
  void differentiate(Tensor[] theta, Tensor[] v, Term term) {
    int last = mlp.layers();
    for (int l = 1; l <= last; l++) {
      Ops.affine(v[2 * l - 1], a[l - 1], v[2 * l - 2].t(), da[l]);
      if (l > 1) {
        Ops.addProduct(da[l - 1], theta[2 * l - 2].t(), da[l]);
      }
      if (l < last) {
        if (term.secondOrder()) {
          Ops.times(bend[l], da[l], ddelta[l]);
        }
        Ops.times(slope[l], da[l], da[l]);
      }
    }
    switch (term) {
      case HESSIAN, GAUSS_NEWTON ->
          ddelta[last].copy_(Ops.scaled(weight, loss.curvature(z(), da[last])));
      case CLASSICAL_GAUSS_NEWTON -> ddelta[last].copy_(Ops.scaled(weight, da[last]));
      case RESIDUAL -> ddelta[last].zero_();
    }
    for (int l = last - 1; l >= 1; l--) {
      Ops.multiply(ddelta[l + 1], theta[2 * l], scratch[l]);
      if (term.secondOrder()) {
        Ops.addProduct(delta[l + 1], v[2 * l], scratch[l]);
        Ops.addTimes(slope[l], scratch[l], ddelta[l]);
      } else {
        Ops.times(slope[l], scratch[l], ddelta[l]);
      }
    }
  }

  /**
   * Adds or writes the gradient of the parameters {@code W^l, b^l} of output rows {@code from ..
   * to-1} of layer l: {@code dW = delta^T a}, summed over the examples.
   */
  void gradient(int l, long from, long to, Tensor[] into, boolean add) {
    accumulate(delta[l], a[l - 1], from, to, into[2 * l - 2], add);
    accumulateBias(delta[l], from, to, into[2 * l - 1], add);
  }

  /** The same for the derivative of the gradient along the direction of {@link #differentiate}. */
  void gradientDerivative(int l, long from, long to, Term term, Tensor[] into, boolean add) {
    accumulate(ddelta[l], a[l - 1], from, to, into[2 * l - 2], add);
    if (term.secondOrder() && l > 1) {
      accumulate(delta[l], da[l - 1], from, to, into[2 * l - 2], true);
    }
    accumulateBias(ddelta[l], from, to, into[2 * l - 1], add);
  }

  private static void accumulate(
      Tensor signal, Tensor below, long from, long to, Tensor into, boolean add) {
    var left = signal.narrow(1, from, to - from).t();
    var rows = into.narrow(0, from, to - from);
    if (add) {
      Ops.addProduct(left, below, rows);
    } else {
      Ops.multiply(left, below, rows);
    }
  }

  private static void accumulateBias(Tensor signal, long from, long to, Tensor into, boolean add) {
    var columns = signal.narrow(1, from, to - from);
    var some = into.narrow(0, from, to - from);
    if (add) {
      some.add_(columns.sum(0));
    } else {
      Ops.sumRows(columns, some);
    }
  }
}
