package brink.nn.network;

import brink.nn.engine.Ops;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/** An {@link Activation} as a layer. */
record Activated(Activation s) implements Layer {
  @Override
  public int parameters() {
    return 0;
  }

  @Override
  public Values forward(Tensor a, Tensor[] w) {
    var out = s.apply(a);
    return new At(s, s.knownByValue() ? out : a, out);
  }

  /**
   * With values.
   *
   * @param h what s was applied to, or out where that is enough
   */
  private record At(Activation s, Tensor h, Tensor out) implements Values {
    @Override
    public Adjoint backward(Tensor g) {
      return new Back(this, g);
    }

    @Override
    public Tensor push(Tensor da) {
      return pulled(da);
    }

    /** {@code g s'(h)}. */
    Tensor pulled(Tensor g) {
      var into = Ops.like(g);
      s.pull(g, h, out, into);
      return into;
    }
  }

  private record Back(At at, Tensor g) implements Adjoint {
    @Override
    public Tensor in() {
      return at.pulled(g);
    }

    @Override
    public void gradient(Tensor[] into) {
      // It has no parameters.
    }

    @Override
    public Tangent push(Tensor da, Tensor[] dw) {
      return new Along(this, da, at.pulled(da));
    }

    @Override
    public Stream<Tensor> held() {
      return at.s.bends() ? Stream.of(at.h, at.out, g) : Stream.of(at.h, at.out);
    }
  }

  private record Along(Back at, Tensor da, Tensor out) implements Tangent {
    @Override
    public Tensor backward(Tensor dg, boolean second, Tensor[] into) {
      var values = at.at;
      var in = values.pulled(dg);
      if (second && values.s.bends()) {
        values.s.addBend(at.g, values.h, values.out, da, out, in);
      }
      return in;
    }
  }
}
