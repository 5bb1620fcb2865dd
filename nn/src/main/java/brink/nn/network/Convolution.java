package brink.nn.network;

import brink.nn.engine.Ops;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * A 3 x 3 convolution with a border of one zero, so that images keep their size at stride 1.
 *
 * @param in channels
 * @param out channels
 * @param stride places from one result to the next
 * @param biased whether a bias is added to each channel
 */
record Convolution(int in, int out, int stride, boolean biased) {
  private static final long SIDE = 3;

  /** Adds its parameters behind the others. */
  void declare(Layout.Builder layout, String name) {
    layout.add(name + ".weight", (long) out, (long) in, SIDE, SIDE);
    if (biased) {
      layout.add(name + ".bias", (long) out);
    }
  }

  /** {@code [n x in x h x w] -> [n x out x h/stride x w/stride]}, rounded up. */
  Tensor apply(Tensor a, Parameters parameters) {
    var kernel = parameters.next();
    var bias = biased ? Optional.of(parameters.next()) : Optional.<Tensor>empty();
    return Ops.convolve(a, kernel, bias, stride);
  }
}
