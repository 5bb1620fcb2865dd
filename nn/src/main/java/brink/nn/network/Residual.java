package brink.nn.network;

import brink.nn.engine.Images;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * {@code y = f(a) + a'}: the shortcut a' is a itself, or where the layers have a stride of 2 every
 * second place of it, and where they add channels a among channels of zeros (option A of He et al.
 * 2016, section 4.2).
 *
 * @param layers f, which makes new tensors of what it gives back
 * @param more channels that f adds
 * @param stride of f, 1 or 2
 */
record Residual(Layer layers, int more, int stride) implements Layer {
  @Override
  public int parameters() {
    return layers.parameters();
  }

  @Override
  public Values forward(Tensor a, Tensor[] w) {
    var values = layers.forward(a, w);
    return new At(this, values, values.out().add(shortcut(a)));
  }

  private Tensor shortcut(Tensor a) {
    var places = stride == 2 ? Images.everySecond(a) : a;
    return more > 0 ? Images.padChannels(places, more / 2, more - more / 2) : places;
  }

  /** {@code into = into} + the adjoint of the shortcut. */
  private void addBack(Tensor g, Tensor into) {
    var places = stride == 2 ? Images.everySecond(into) : into;
    places.add_(more > 0 ? g.narrow(1, more / 2, into.size(1)) : g);
  }

  private record At(Residual layer, Values values, Tensor out) implements Values {
    @Override
    public Adjoint backward(Tensor g) {
      return new Back(layer, values.backward(g), g);
    }

    @Override
    public Tensor push(Tensor da) {
      return values.push(da).add(layer.shortcut(da));
    }

    @Override
    public Tensor kernel(Tensor g) {
      return values.kernel(g);
    }
  }

  private record Back(Residual layer, Adjoint adjoint, Tensor g) implements Adjoint {
    @Override
    public Tensor in() {
      var in = adjoint.in();
      layer.addBack(g, in);
      return in;
    }

    @Override
    public void gradient(Tensor[] into) {
      adjoint.gradient(into);
    }

    @Override
    public Tangent push(Tensor da, Tensor[] dw) {
      var tangent = adjoint.push(da, dw);
      return new Along(layer, tangent, tangent.out().add(layer.shortcut(da)));
    }

    @Override
    public Stream<Tensor> held() {
      return adjoint.held();
    }
  }

  private record Along(Residual layer, Tangent tangent, Tensor out) implements Tangent {
    @Override
    public Tensor backward(Tensor dg, boolean second, Tensor[] into) {
      var in = tangent.backward(dg, second, into);
      layer.addBack(dg, in);
      return in;
    }
  }
}
