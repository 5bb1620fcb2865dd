package brink.nn.network;

import org.bytedeco.pytorch.Tensor;

/** A network for images made of {@link Layers}, whose derivatives are written out. */
public interface LayeredNetwork extends Network {
  /** What it is made of. */
  Layers layers();

  /** About how many numbers an example's {@link Layers.Adjoint} holds, to estimate memory by. */
  double held();

  /** {@inheritDoc} Nothing of it is recorded. */
  @Override
  default Tensor forward(Tensor inputs, Tensor[] parameters) {
    return layers().forward(inputs, parameters).out();
  }
}
