package brink.nn.network;

import java.util.ArrayList;
import java.util.List;

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

  List<Layer> layers(Activation activation) {
    var inner = new ArrayList<Layer>();
    inner.add(first());
    inner.addAll(normalisation().layers());
    inner.add(new Activated(activation));
    inner.add(second());
    inner.addAll(normalisation().layers());
    var residual = new Residual(new Sequence(inner), out - in, stride);
    return List.of(residual, new Activated(activation));
  }

  /** The shape of its signals. */
  Image after(Image image) {
    return (stride == 2 ? image.halved() : image).channels(out);
  }

  /** The numbers it produces, given the shape of its signals. */
  double signals(Image after) {
    return 5.0 * after.size() + 2 * normalisation().signals(after);
  }

  /** The numbers its layers hold. */
  double held(Image after, Activation activation) {
    return 2 * (2.0 * after.size() + normalisation().held(after) + activation.held(after));
  }
}
