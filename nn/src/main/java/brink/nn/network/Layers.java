package brink.nn.network;

import brink.nn.engine.Images;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * A network z(x, theta) in layers: a convolution of the images x, and what follows. Its passes
 * forward and back, and how both change along a direction v of theta, after which {@link
 * Tangent#backward} gives the derivative of the gradient: a Hessian product. Of each convolution a
 * gradient takes three (itself and its two adjoints) and a product six, in the first one two each.
 */
public final class Layers {
  private final Image image;
  private final Convolution first;
  private final Sequence rest;

  Layers(Image image, Convolution first, Sequence rest) {
    this.image = image;
    this.first = first;
    this.rest = rest;
  }

  /** Computes z of inputs [n x d] and the parameters in the order of the layout. */
  public Values forward(Tensor inputs, Tensor[] theta) {
    var x = inputs.view(-1, image.channels(), image.height(), image.width());
    var convolved = first.forward(Images.arranged(x), ofFirst(theta));
    return new Values(this, convolved, rest.forward(convolved.out(), ofRest(theta)));
  }

  /** The same network as a chain of its pre-activations. */
  public Chain chain() {
    var all = new ArrayList<Layer>();
    all.add(first);
    all.addAll(rest.layers());
    return new Chain(image, all);
  }

  private Tensor[] ofFirst(Tensor[] theta) {
    return Arrays.copyOf(theta, first.parameters());
  }

  private Tensor[] ofRest(Tensor[] theta) {
    return Arrays.copyOfRange(theta, first.parameters(), theta.length);
  }

  /** A forward pass. */
  public record Values(Layers layers, Convolution.At first, Layer.Values rest) {
    /** z, [n x C]. */
    public Tensor out() {
      return rest.out();
    }

    /** Goes back from g, the derivative of a loss in z. */
    public Adjoint backward(Tensor g) {
      var adjoint = rest.backward(g);
      return new Adjoint(layers, first.backward(adjoint.in()), adjoint);
    }
  }

  /** A forward and a backward pass. */
  public record Adjoint(Layers layers, Convolution.Back first, Layer.Adjoint rest) {
    /** {@code into = into + J^T g}, parameter by parameter, J = dz/dtheta. */
    public void gradient(Tensor[] into) {
      first.gradient(layers.ofFirst(into));
      rest.gradient(layers.ofRest(into));
    }

    /** Goes forward along a direction of theta. */
    public Tangent push(Tensor[] v) {
      var da = first.push(layers.ofFirst(v));
      return new Tangent(this, rest.push(da, layers.ofRest(v)));
    }

    /** The tensors that {@link #gradient} and {@link #push} need. */
    public Stream<Tensor> held() {
      return Stream.concat(first.held(), rest.held());
    }
  }

  /** With a direction v. */
  public record Tangent(Adjoint at, Layer.Tangent rest) {
    /** J v, [n x C]. */
    public Tensor out() {
      return rest.out();
    }

    /**
     * Goes back from dg, the derivative of g along v.
     *
     * @param second whether the network's own second derivatives take part
     * @param into is added {@code J^T dg}, and with them {@code d(J)^T g}
     */
    public void backward(Tensor dg, boolean second, Tensor[] into) {
      var layers = at.layers;
      at.first.gradient(rest.backward(dg, second, layers.ofRest(into)), layers.ofFirst(into));
    }
  }
}
