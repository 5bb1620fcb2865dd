package brink.nn.objective;

import brink.core.vector.Vec;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * The recorded loss of a piece of the examples, and from it the recorded gradient: every product is
 * one more pullback through it.
 *
 * @param on what was recorded
 * @param theta the parameters, as the leaf of all that was recorded
 * @param z outputs
 * @param gradient this piece's part of the gradient, [P]
 * @param lossSum the loss summed over the piece
 */
record AutogradRecording(Recordable on, Tensor theta, Tensor z, Tensor gradient, double lossSum)
    implements Recording {
  /** Records to first order only, or such that products can follow. */
  static AutogradRecording of(Recordable on, Vec at, Division.Piece piece, boolean twice) {
    try (var _ = Scope.recording()) {
      var theta = on.flat(at).requires_grad_(true);
      var z = on.outputs(theta, piece);
      var losses = on.loss().values(z, on.targets(piece)).sum();
      var mean = on.mean(losses);
      var one = Ops.shifted(Ops.scaled(0, mean.detach()), 1);
      var gradient = Ops.pullback(mean, theta, one, twice);
      return new AutogradRecording(
          on,
          Scope.keep(theta),
          Scope.keep(twice ? z : z.detach()),
          Scope.keep(gradient),
          Ops.read(losses.detach())[0]);
    }
  }

  @Override
  public Product product(Term term) {
    return switch (term) {
      case HESSIAN -> new Product(v -> Ops.pullback(gradient, theta, v, false), List.of());
      case GAUSS_NEWTON -> outward(dz -> on.loss().curvature(z.detach(), dz));
      case CLASSICAL_GAUSS_NEWTON -> outward(UnaryOperator.identity());
      case RESIDUAL -> throw new IllegalArgumentException("the residual is Hess - G");
    };
  }

  /**
   * {@code v -> J^T f(J v) / n}. {@code J v} is a pullback too: {@code u -> J^T u}, linear in u, is
   * itself pulled back.
   */
  private Product outward(UnaryOperator<Tensor> f) {
    try (var _ = Scope.recording()) {
      var u = Scope.keep(Ops.scaled(0, z.detach()).requires_grad_(true));
      var pulled = Scope.keep(Ops.pullback(z, theta, u, true));
      return new Product(
          v -> {
            var dz = Ops.pullback(pulled, u, v, false);
            return Ops.pullback(z, theta, on.mean(f.apply(dz)), false);
          },
          List.of(u, pulled));
    }
  }

  @Override
  public void close() {
    Stream.of(theta, z, gradient).forEach(Scope::free);
  }
}
