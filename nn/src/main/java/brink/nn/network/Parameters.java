package brink.nn.network;

import org.bytedeco.pytorch.Tensor;

/** The parameters of a network, handed out one after the other in the order of its layout. */
final class Parameters {
  private final Tensor[] all;
  private int taken;

  Parameters(Tensor[] all) {
    this.all = all;
  }

  Tensor next() {
    return all[taken++];
  }
}
