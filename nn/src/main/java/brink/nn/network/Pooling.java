package brink.nn.network;

import brink.nn.engine.Images;
import org.bytedeco.pytorch.Tensor;

/** What becomes of every 2 x 2 places of an image; an odd last row or column is left out. */
public enum Pooling {
  /** Their largest number, channel by channel. */
  MAX {
    @Override
    Linearity of(Tensor a) {
      var largest = Images.maxPool(a);
      var places = largest.places();
      return new Linearity(
          largest.values(),
          da -> Images.pick(da, places),
          g -> Images.put(g, places, a),
          a,
          places);
    }
  },
  /** Their mean, channel by channel. */
  AVERAGE {
    @Override
    Linearity of(Tensor a) {
      return new Linearity(
          Images.averagePool(a), Images::averagePool, g -> Images.averagePoolBack(g, a), a);
    }
  };

  /** {@code [n x c x h x w] -> [n x c x h/2 x w/2]}. */
  abstract Linearity of(Tensor a);

  /** As a layer. */
  Layer layer() {
    return new Pool(this);
  }

  private record Pool(Pooling pooling) implements Layer {
    @Override
    public int parameters() {
      return 0;
    }

    @Override
    public Values forward(Tensor a, Tensor[] w) {
      return pooling.of(a);
    }
  }
}
