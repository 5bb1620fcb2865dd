package brink.nn.network;

import brink.nn.engine.Images;
import brink.nn.engine.Ops;
import org.bytedeco.pytorch.Tensor;

/** What turns images into rows of numbers. */
enum Reshape implements Layer {
  /** All numbers, channel by channel: [n x c x h x w] -> [n x c h w]. */
  FLAT {
    @Override
    Tensor of(Tensor a) {
      return a.flatten(1, -1);
    }

    @Override
    Tensor back(Tensor g, Tensor a) {
      return Images.arranged(g.view(a.size(0), a.size(1), a.size(2), a.size(3)));
    }
  },
  /** The mean over all places: [n x c x h x w] -> [n x c]. */
  MEAN {
    @Override
    Tensor of(Tensor a) {
      return a.mean(2, 3);
    }

    @Override
    Tensor back(Tensor g, Tensor a) {
      long places = a.size(2) * a.size(3);
      var each = Ops.scaled(1.0 / places, g).view(a.size(0), a.size(1), 1, 1);
      return Images.arranged(each.expand(a.size(0), a.size(1), a.size(2), a.size(3)));
    }
  };

  abstract Tensor of(Tensor a);

  /** The adjoint, of images of the shape of a. */
  abstract Tensor back(Tensor g, Tensor a);

  @Override
  public int parameters() {
    return 0;
  }

  @Override
  public Values forward(Tensor a, Tensor[] w) {
    return new Linearity(of(a), this::of, g -> back(g, a), a);
  }
}
