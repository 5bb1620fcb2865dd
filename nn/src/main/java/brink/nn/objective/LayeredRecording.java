package brink.nn.objective;

import brink.core.vector.Vec;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import brink.nn.network.Layers;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;

/**
 * The passes of a network in {@link Layers}.
 *
 * @param on what they are of
 * @param adjoint both passes
 * @param z outputs
 * @param lossSum the loss summed over the piece
 */
record LayeredRecording(Recordable on, Layers.Adjoint adjoint, Tensor z, double lossSum)
    implements Recording {
  static LayeredRecording of(Recordable on, Layers layers, Vec at, Division.Piece piece) {
    try (var _ = Scope.open()) {
      var theta = on.network().layout().split(on.flat(at));
      var values = layers.forward(on.inputs(piece), theta);
      var z = values.out();
      var y = on.targets(piece);
      var adjoint = values.backward(on.mean(on.loss().slope(z, y)));
      adjoint.held().forEach(Scope::keep);
      double lossSum = Ops.read(on.loss().values(z, y).sum())[0];
      return new LayeredRecording(on, adjoint, Scope.keep(z), lossSum);
    }
  }

  @Override
  public Tensor gradient() {
    return summed(adjoint::gradient);
  }

  /** What some work adds to zeros, [P]. */
  private Tensor summed(Consumer<Tensor[]> work) {
    var flat = on.engine().zeros(on.space().dim());
    work.accept(on.network().layout().split(flat));
    return flat;
  }

  @Override
  public Product product(Term term) {
    return new Product(
        v -> {
          var tangent = adjoint.push(on.network().layout().split(v));
          var dz = tangent.out();
          var dg =
              switch (term) {
                case HESSIAN, GAUSS_NEWTON -> on.loss().curvature(z, dz);
                case CLASSICAL_GAUSS_NEWTON -> dz;
                case RESIDUAL -> Ops.scaled(0, dz);
              };
          return summed(into -> tangent.backward(on.mean(dg), term.secondOrder(), into));
        },
        List.of());
  }

  @Override
  public void close() {
    adjoint.held().forEach(Scope::free);
    Scope.free(z);
  }
}
