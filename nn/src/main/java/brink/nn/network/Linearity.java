package brink.nn.network;

import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * A {@link Layer} without parameters that is linear where it is: its derivatives are itself and its
 * adjoint.
 *
 * @param out y
 * @param map applied to tangents
 * @param adjoint applied to what comes back
 * @param held tensors that the two need
 */
record Linearity(Tensor out, Map map, Map adjoint, Tensor... held) implements Layer.Values {
  /** A linear map of signals. */
  @FunctionalInterface
  interface Map {
    Tensor of(Tensor a);
  }

  @Override
  public Layer.Adjoint backward(Tensor g) {
    return new Back(this, g);
  }

  @Override
  public Tensor push(Tensor da) {
    return map.of(da);
  }

  private record Back(Linearity at, Tensor g) implements Layer.Adjoint {
    @Override
    public Tensor in() {
      return at.adjoint.of(g);
    }

    @Override
    public void gradient(Tensor[] into) {
      // It has no parameters.
    }

    @Override
    public Layer.Tangent push(Tensor da, Tensor[] dw) {
      return new Along(at, at.map.of(da));
    }

    @Override
    public Stream<Tensor> held() {
      return Stream.of(at.held);
    }
  }

  private record Along(Linearity at, Tensor out) implements Layer.Tangent {
    @Override
    public Tensor backward(Tensor dg, boolean second, Tensor[] into) {
      return at.adjoint.of(dg);
    }
  }
}
