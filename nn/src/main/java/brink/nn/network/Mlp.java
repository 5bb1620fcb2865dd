package brink.nn.network;

import brink.core.error.InputError;
import brink.nn.engine.Ops;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;

/**
 * A fully connected network of L layers, {@code h^l = W^l a^{l-1} + b^l}, {@code a^l = s(h^l)} for
 * l below L, with {@code a^0 = x} and outputs {@code z = h^L}.
 *
 * @param widths [d_0, d_1, .., d_L]: inputs, hidden layers, outputs
 * @param activation s
 */
public record Mlp(List<Integer> widths, Activation activation) implements Network {
  /** Checks the widths. */
  public Mlp {
    widths = List.copyOf(widths);
    if (widths.size() < 2) {
      throw new InputError("A network needs at least an input and an output width, not " + widths);
    }
    for (int width : widths) {
      if (width < 1) {
        throw new InputError("Every width of a network must be at least 1, not as in " + widths);
      }
    }
  }

  /** The number of layers with weights, L. */
  public int layers() {
    return widths.size() - 1;
  }

  /** Width d_l. */
  public int width(int l) {
    return widths.get(l);
  }

  @Override
  public int outputs() {
    return widths.getLast();
  }

  /** {@code layers.0.weight} [d_1, d_0], {@code layers.0.bias} [d_1], {@code layers.1.weight} .. */
  @Override
  public Layout layout() {
    var layout = new Layout.Builder();
    for (int l = 0; l < layers(); l++) {
      layout.add("layers." + l + ".weight", (long) width(l + 1), (long) width(l));
      layout.add("layers." + l + ".bias", (long) width(l + 1));
    }
    return layout.build();
  }

  @Override
  public double signals() {
    return widths.stream().mapToDouble(Integer::doubleValue).sum();
  }

  @Override
  public String describe() {
    return "MLP %s, %s"
        .formatted(
            widths.stream().map(Object::toString).collect(Collectors.joining("-")),
            activation.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public Tensor forward(Tensor inputs, Tensor[] parameters) {
    var a = inputs;
    for (int l = 0; l < layers(); l++) {
      var h = Ops.linear(a, parameters[2 * l], parameters[2 * l + 1]);
      a = l + 1 < layers() ? activation.apply(h) : h;
    }
    return a;
  }
}
