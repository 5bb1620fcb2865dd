package brink.nn.network;

import brink.nn.engine.Ops;
import org.bytedeco.pytorch.Tensor;

/**
 * A {@link Norm} at one place of a network, with its scale and shift.
 *
 * @param norm of what kind
 * @param channels of the signals
 */
record Normalisation(Norm norm, int channels) {
  private static final double EPS = 1e-5;

  /** Adds its parameters, where it has any, behind the others. */
  void declare(Layout.Builder layout, String name) {
    if (!(norm instanceof Norm.None)) {
      layout.add(Layout.Role.SCALE, name + ".weight", (long) channels);
      layout.add(Layout.Role.BIAS, name + ".bias", (long) channels);
    }
  }

  /** {@code [n x c x h x w] -> [n x c x h x w]}. */
  Tensor apply(Tensor a, Parameters parameters) {
    return switch (norm) {
      case Norm.None() -> a;
      case Norm.Batch(int ghost) -> {
        var groups = a.unflatten(0, -1, ghost); // [n/ghost x ghost x c x h x w]
        yield affine(Ops.standardised(groups, EPS, 1, 3, 4).flatten(0, 1), parameters);
      }
      case Norm.Layer() -> affine(Ops.standardised(a, EPS, 1, 2, 3), parameters);
    };
  }

  private static Tensor affine(Tensor a, Parameters parameters) {
    return Ops.affineChannels(a, parameters.next(), parameters.next());
  }

  /** The numbers it produces for signals of some shape. */
  double signals(Image image) {
    return norm instanceof Norm.None ? 0 : 3.0 * image.size();
  }
}
