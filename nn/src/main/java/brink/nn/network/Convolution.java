package brink.nn.network;

import brink.nn.engine.Convolutions;
import brink.nn.engine.Images;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * A 3 x 3 convolution with a border of one zero, so that images keep their size at stride 1: {@code
 * [n x in x h x w] -> [n x out x h/stride x w/stride]}, rounded up.
 *
 * @param in channels
 * @param out channels
 * @param stride places from one result to the next
 * @param biased whether a bias is added to each channel
 */
record Convolution(int in, int out, int stride, boolean biased) implements Layer {
  private static final long SIDE = 3;

  /** Adds its parameters behind the others. */
  void declare(Layout.Builder layout, String name) {
    layout.add(name + ".weight", (long) out, (long) in, SIDE, SIDE);
    if (biased) {
      layout.add(name + ".bias", (long) out);
    }
  }

  @Override
  public int parameters() {
    return biased ? 2 : 1;
  }

  @Override
  public At forward(Tensor a, Tensor[] w) {
    return new At(this, a, w, of(a, w));
  }

  private Tensor of(Tensor a, Tensor[] w) {
    var bias = biased ? Optional.of(w[1]) : Optional.<Tensor>empty();
    return Convolutions.convolve(a, w[0], bias, stride);
  }

  private void addGradient(Tensor g, Tensor a, Tensor[] into) {
    Images.absorb(1, Convolutions.toKernel(g, a, into[0], stride), into[0]);
    if (biased) {
      into[1].add_(Images.sumChannels(g));
    }
  }

  record At(Convolution layer, Tensor a, Tensor[] w, Tensor out) implements Values {
    @Override
    public Back backward(Tensor g) {
      return new Back(this, g);
    }

    @Override
    public Tensor push(Tensor da) {
      return Convolutions.convolve(da, w[0], Optional.empty(), layer.stride);
    }

    @Override
    public Tensor kernel(Tensor g) {
      return Convolutions.tangentKernel(g, a, w[0], layer.stride, layer.biased);
    }
  }

  record Back(At at, Tensor g) implements Adjoint {
    @Override
    public Tensor in() {
      return Convolutions.toImages(g, at.a, at.w[0], at.layer.stride);
    }

    @Override
    public void gradient(Tensor[] into) {
      at.layer.addGradient(g, at.a, into);
    }

    /** dy where the signals are data, which do not change. */
    Tensor push(Tensor[] dw) {
      return at.layer.of(at.a, dw);
    }

    /** The derivative of the gradient where the signals are data. */
    void gradient(Tensor dg, Tensor[] into) {
      at.layer.addGradient(dg, at.a, into);
    }

    @Override
    public Along push(Tensor da, Tensor[] dw) {
      var out = push(dw);
      var none = Optional.<Tensor>empty();
      Images.absorb(1, Convolutions.convolve(da, at.w[0], none, at.layer.stride), out);
      return new Along(this, da, dw, out);
    }

    @Override
    public Stream<Tensor> held() {
      return Stream.concat(Stream.of(at.a, g), Stream.of(at.w));
    }
  }

  record Along(Back back, Tensor da, Tensor[] dw, Tensor out) implements Tangent {
    @Override
    public Tensor backward(Tensor dg, boolean second, Tensor[] into) {
      var at = back.at;
      int stride = at.layer.stride;
      back.gradient(dg, into);
      var in = Convolutions.toImages(dg, at.a, at.w[0], stride);
      if (second) {
        Images.absorb(1, Convolutions.toKernel(back.g, da, at.w[0], stride), into[0]);
        Images.absorb(1, Convolutions.toImages(back.g, at.a, dw[0], stride), in);
      }
      return in;
    }
  }
}
