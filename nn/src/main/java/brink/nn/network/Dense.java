package brink.nn.network;

import brink.nn.engine.Ops;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/** {@code y = a W^T + b}, [n x d] -> [n x k]. */
record Dense() implements Layer {
  @Override
  public int parameters() {
    return 2;
  }

  @Override
  public Values forward(Tensor a, Tensor[] w) {
    return new At(a, w, Ops.linear(a, w[0], w[1]));
  }

  private record At(Tensor a, Tensor[] w, Tensor out) implements Values {
    @Override
    public Adjoint backward(Tensor g) {
      return new Back(this, g);
    }

    @Override
    public Tensor push(Tensor da) {
      return da.mm(w[0].t());
    }

    @Override
    public Tensor kernel(Tensor g) {
      return g.mul(Ops.shifted(Ops.rowSums(a.square()), 1));
    }

    void addGradient(Tensor g, Tensor[] into) {
      Ops.addProduct(g.t(), a, into[0]);
      into[1].add_(g.sum(0));
    }
  }

  private record Back(At at, Tensor g) implements Adjoint {
    @Override
    public Tensor in() {
      return g.mm(at.w[0]);
    }

    @Override
    public void gradient(Tensor[] into) {
      at.addGradient(g, into);
    }

    @Override
    public Tangent push(Tensor da, Tensor[] dw) {
      var out = Ops.linear(at.a, dw[0], dw[1]);
      Ops.addProduct(da, at.w[0].t(), out);
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
      at.at.addGradient(dg, into);
      var in = dg.mm(at.at.w[0]);
      if (second) {
        Ops.addProduct(at.g.t(), da, into[0]);
        Ops.addProduct(at.g, dw[0], in);
      }
      return in;
    }
  }
}
