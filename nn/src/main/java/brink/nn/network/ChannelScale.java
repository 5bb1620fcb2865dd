package brink.nn.network;

import brink.nn.engine.Images;
import brink.nn.engine.Ops;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/** {@code y = s a + b} channel by channel, with scale s and shift b. */
record ChannelScale() implements Layer {
  @Override
  public int parameters() {
    return 2;
  }

  @Override
  public Values forward(Tensor a, Tensor[] w) {
    return new At(a, w, Images.affineChannels(a, w[0], w[1]));
  }

  private static Tensor scaled(Tensor scale, Tensor a) {
    return Images.affineChannels(a, scale, Ops.scaled(0, scale));
  }

  private record At(Tensor a, Tensor[] w, Tensor out) implements Values {
    @Override
    public Adjoint backward(Tensor g) {
      return new Back(this, g);
    }

    @Override
    public Tensor push(Tensor da) {
      return scaled(w[0], da);
    }

    /** Channel by channel {@code a (a . g) + 1 . g}, over the places of each image. */
    @Override
    public Tensor kernel(Tensor g) {
      return a.mul(Images.sumPlaces(a.mul(g))).add_(Images.sumPlaces(g));
    }
  }

  private record Back(At at, Tensor g) implements Adjoint {
    @Override
    public Tensor in() {
      return scaled(at.w[0], g);
    }

    @Override
    public void gradient(Tensor[] into) {
      into[0].add_(Images.sumChannels(g.mul(at.a)));
      into[1].add_(Images.sumChannels(g));
    }

    @Override
    public Tangent push(Tensor da, Tensor[] dw) {
      var out = Images.affineChannels(at.a, dw[0], dw[1]);
      Images.addChannels(at.w[0], da, out);
      return new Along(this, da, dw, out);
    }

    @Override
    public Stream<Tensor> held() {
      return Stream.of(at.a, at.w[0], at.w[1], g);
    }
  }

  private record Along(Back at, Tensor da, Tensor[] dw, Tensor out) implements Tangent {
    @Override
    public Tensor backward(Tensor dg, boolean second, Tensor[] into) {
      into[0].add_(Images.sumChannels(dg.mul(at.at.a)));
      into[1].add_(Images.sumChannels(dg));
      var in = scaled(at.at.w[0], dg);
      if (second) {
        into[0].add_(Images.sumChannels(at.g.mul(da)));
        Images.addChannels(dw[0], at.g, in);
      }
      return in;
    }
  }
}
