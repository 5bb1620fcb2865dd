package brink.nn.network;

import java.util.List;

/**
 * A {@link Norm} at one place of a network, with its scale and shift.
 *
 * @param norm of what kind
 * @param channels of the signals
 */
record Normalisation(Norm norm, int channels) {
  /** Adds its parameters, where it has any, behind the others. */
  void declare(Layout.Builder layout, String name) {
    if (!(norm instanceof Norm.None)) {
      layout.add(Layout.Role.SCALE, name + ".weight", (long) channels);
      layout.add(Layout.Role.BIAS, name + ".bias", (long) channels);
    }
  }

  /** Its layers, [n x c x h x w] -> [n x c x h x w]. */
  List<Layer> layers() {
    return switch (norm) {
      case Norm.None() -> List.of();
      case Norm.Batch(int ghost) -> List.of(new GhostBatches(new BatchNorm(), ghost));
      case Norm.Layer() -> List.of(new LayerNorm(), new ChannelScale());
    };
  }

  /** The numbers it produces for signals of some shape. */
  double signals(Image image) {
    return norm instanceof Norm.None ? 0 : 3.0 * image.size();
  }

  /** The numbers its layers hold for signals of some shape. */
  double held(Image image) {
    return switch (norm) {
      case Norm.None() -> 0;
      case Norm.Batch(int _) -> 2.0 * image.size();
      case Norm.Layer() -> 4.0 * image.size();
    };
  }
}
