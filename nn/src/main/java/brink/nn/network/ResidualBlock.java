package brink.nn.network;

import brink.nn.engine.Ops;
import org.bytedeco.pytorch.Tensor;

/**
 * {@code s(a' + N(conv(s(N(conv(a))))))} with norms N; the shortcut {@code a'} is a itself, or
 * where the block has a stride or more channels every second place of it, among channels of zeros
 * (option A of He et al. 2016, section 4.2).
 *
 * @param in channels
 * @param out channels, at least in
 * @param stride of the first convolution, 1 or 2
 * @param norm N
 */
record ResidualBlock(int in, int out, int stride, Norm norm) {
  private Convolution first() {
    return new Convolution(in, out, stride, false);
  }

  private Convolution second() {
    return new Convolution(out, out, 1, false);
  }

  private Normalisation normalisation() {
    return new Normalisation(norm, out);
  }

  void declare(Layout.Builder layout, String name, String normName) {
    first().declare(layout, name + ".conv1");
    normalisation().declare(layout, name + "." + normName + "1");
    second().declare(layout, name + ".conv2");
    normalisation().declare(layout, name + "." + normName + "2");
  }

  Tensor apply(Tensor a, Activation activation, Parameters parameters) {
    var h = normalisation().apply(first().apply(a, parameters), parameters);
    var b = second().apply(activation.apply(h), parameters);
    return activation.apply(normalisation().apply(b, parameters).add(shortcut(a)));
  }

  private Tensor shortcut(Tensor a) {
    var places = stride == 2 ? Ops.everySecond(a) : a;
    int before = (out - in) / 2;
    return out > in ? Ops.padChannels(places, before, out - in - before) : places;
  }

  /** The shape of its signals. */
  Image after(Image image) {
    return (stride == 2 ? image.halved() : image).channels(out);
  }

  /** The numbers it produces, given the shape of its signals. */
  double signals(Image after) {
    return 5.0 * after.size() + 2 * normalisation().signals(after);
  }
}
