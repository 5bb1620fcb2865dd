package brink.nn.network;

import brink.nn.engine.Ops;
import org.bytedeco.pytorch.Tensor;

/** What becomes of every 2 x 2 places of an image; an odd last row or column is left out. */
public enum Pooling {
  /** Their largest number, channel by channel. */
  MAX {
    @Override
    public Tensor apply(Tensor a) {
      return Ops.maxPool(a);
    }
  },
  /** Their mean, channel by channel. */
  AVERAGE {
    @Override
    public Tensor apply(Tensor a) {
      return Ops.averagePool(a);
    }
  };

  /** {@code [n x c x h x w] -> [n x c x h/2 x w/2]}. */
  public abstract Tensor apply(Tensor a);
}
