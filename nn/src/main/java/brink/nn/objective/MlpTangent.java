package brink.nn.objective;

import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import brink.nn.network.Mlp;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * The derivatives of {@link MlpSignals} along a direction of the parameters (Pearlmutter 1994).
 *
 * @param at the signals, prepared
 * @param da the derivative of a, l = 1..L [rows x d_l]
 * @param ddelta the derivative of delta, l = 1..L
 * @param scratch room, l = 1..L-1
 */
record MlpTangent(MlpSignals at, Tensor[] da, Tensor[] ddelta, Tensor[] scratch) {
  /** Numbers an example that a tangent takes. */
  static long numbers(Mlp mlp) {
    return 3 * mlp.widths().stream().skip(1).mapToLong(Integer::longValue).sum();
  }

  /** Storage for the rows of some signals. */
  static MlpTangent allocate(Engine engine, MlpSignals at, int rows) {
    return new MlpTangent(
        at,
        MlpSignals.layers(engine, at.mlp(), rows),
        MlpSignals.layers(engine, at.mlp(), rows),
        MlpSignals.layers(engine, at.mlp(), rows));
  }

  /** The rows of this storage that belong to a range of rows of the signals. */
  MlpTangent rows(MlpSignals part, long from, long count) {
    return new MlpTangent(
        part,
        MlpSignals.rows(da, from, count),
        MlpSignals.rows(ddelta, from, count),
        MlpSignals.rows(scratch, from, count));
  }

  /** Lets these tensors (not those of the signals) outlive the scope they were made in. */
  MlpTangent keep() {
    tensors().forEach(Scope::keep);
    return this;
  }

  /** Ends the life of kept tensors. */
  void free() {
    tensors().forEach(Scope::free);
  }

  private Stream<Tensor> tensors() {
    return Stream.of(da, ddelta, scratch).flatMap(Stream::of);
  }

  /** Fills da and ddelta along a direction v = [V^1, c^1, V^2, ..] of parameters. */
  void differentiate(Tensor[] theta, Tensor[] v, Term term) {
    int last = at.mlp().layers();
    for (int l = 1; l <= last; l++) {
      Ops.affine(v[2 * l - 1], at.a()[l - 1], v[2 * l - 2].t(), da[l]);
      if (l > 1) {
        Ops.addProduct(da[l - 1], theta[2 * l - 2].t(), da[l]);
      }
      if (l < last) {
        if (term.secondOrder()) {
          Ops.times(at.bend()[l], da[l], ddelta[l]);
        }
        Ops.times(at.slope()[l], da[l], da[l]);
      }
    }
    switch (term) {
      case HESSIAN, GAUSS_NEWTON ->
          ddelta[last].copy_(Ops.scaled(at.weight(), at.loss().curvature(at.z(), da[last])));
      case CLASSICAL_GAUSS_NEWTON -> ddelta[last].copy_(Ops.scaled(at.weight(), da[last]));
      case RESIDUAL -> ddelta[last].zero_();
    }
    for (int l = last - 1; l >= 1; l--) {
      Ops.multiply(ddelta[l + 1], theta[2 * l], scratch[l]);
      if (term.secondOrder()) {
        Ops.addProduct(at.delta()[l + 1], v[2 * l], scratch[l]);
        Ops.addTimes(at.slope()[l], scratch[l], ddelta[l]);
      } else {
        Ops.times(at.slope()[l], scratch[l], ddelta[l]);
      }
    }
  }

  /** As {@link MlpSignals#gradient}, of the derivative of the gradient along the direction. */
  void gradient(int l, long from, long to, Term term, Tensor[] into, boolean add) {
    MlpSignals.contract(ddelta[l], at.a()[l - 1], from, to, into[2 * l - 2], add);
    if (term.secondOrder() && l > 1) {
      MlpSignals.contract(at.delta()[l], da[l - 1], from, to, into[2 * l - 2], true);
    }
    MlpSignals.contractBias(ddelta[l], from, to, into[2 * l - 1], add);
  }
}
