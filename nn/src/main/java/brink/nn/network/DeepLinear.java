package brink.nn.network;

import brink.core.error.InputError;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;

/**
 * A deep linear network, {@code z = W^L .. W^1 x}: no activation and no biases. Its outputs are
 * linear in its inputs, its loss is not convex in its weights (Saxe, McClelland and Ganguli 2014).
 *
 * @param widths [d_0, d_1, .., d_L]: inputs, hidden layers, outputs
 */
public record DeepLinear(List<Integer> widths) implements Network {
  /** Checks the widths. */
  public DeepLinear {
    widths = List.copyOf(widths);
    if (widths.size() < 2 || widths.stream().anyMatch(width -> width < 1)) {
      throw new InputError(
          "A network needs at least an input and an output width, each at least 1, not " + widths);
    }
  }

  @Override
  public int outputs() {
    return widths.getLast();
  }

  /** {@code layers.0.weight} [d_1, d_0], {@code layers.1.weight} .. */
  @Override
  public Layout layout() {
    var layout = new Layout.Builder();
    for (int l = 0; l + 1 < widths.size(); l++) {
      layout.add("layers." + l + ".weight", (long) widths.get(l + 1), (long) widths.get(l));
    }
    return layout.build();
  }

  @Override
  public double signals() {
    return widths.stream().mapToDouble(Integer::doubleValue).sum();
  }

  @Override
  public String describe() {
    return "deep linear network "
        + widths.stream().map(Object::toString).collect(Collectors.joining("-"));
  }

  @Override
  public Tensor forward(Tensor inputs, Tensor[] parameters) {
    var a = inputs; // [n x d_l]
    for (var weight : parameters) {
      a = a.mm(weight.t());
    }
    return a;
  }
}
