package brink.nn.network;

import brink.nn.engine.Ops;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;

/**
 * A causal language model (Vaswani et al. 2017, decoder only, with the norms inside as in Xiong et
 * al. 2020). Tokens {@code k_1 .. k_T} begin as {@code a_t = E_{k_t} + P_t}, go through the {@link
 * TransformerBlock blocks}, in which position t sees positions up to t, and end as {@code z_t = U
 * norm(a_t) + u}, the scores of the V tokens that may come next.
 *
 * <p>{@code V d + T d + layers (4 d^2 + 2 d f + 9 d + f) + 2 d + d V + V} parameters. Their names
 * are those of PyTorch's {@code TransformerEncoder} of {@code
 * TransformerEncoderLayer(norm_first=True)} with a final norm, and of {@code tokens}, {@code
 * positions} (embeddings) and {@code output} (linear) beside it.
 *
 * @param vocabulary V
 * @param length T
 * @param layers blocks
 * @param block what they all are like
 */
public record Transformer(int vocabulary, int length, int layers, TransformerBlock block)
    implements Network {
  private static final int AT_START = 2; // parameters before the first block

  @Override
  public int outputs() {
    return vocabulary;
  }

  @Override
  public int rows() {
    return length;
  }

  @Override
  public Layout layout() {
    long d = block.width();
    var layout = new Layout.Builder();
    layout.add(Layout.Role.EMBEDDING, "tokens.weight", (long) vocabulary, d);
    layout.add(Layout.Role.EMBEDDING, "positions.weight", (long) length, d);
    for (int l = 0; l < layers; l++) {
      block.add("layers." + l + ".", layout);
    }
    layout.add(Layout.Role.SCALE, "norm.weight", d);
    layout.add("norm.bias", d);
    layout.add("output.weight", (long) vocabulary, d);
    layout.add("output.bias", (long) vocabulary);
    return layout.build();
  }

  @Override
  public double signals() {
    return (double) length * (2 * vocabulary + 2 * block.width() + layers * block.signals(length));
  }

  @Override
  public String describe() {
    return "transformer of %d layers, width %d, %d heads, feed-forward %d, %s; %d words, windows of %d"
        .formatted(
            layers,
            block.width(),
            block.heads(),
            block.feedForward(),
            block.activation().name().toLowerCase(Locale.ROOT),
            vocabulary,
            length);
  }

  @Override
  public Tensor forward(Tensor inputs, Tensor[] parameters) {
    var a = Ops.lookUp(parameters[0], inputs).add(parameters[1]); // [n x T x d]
    int next = AT_START;
    for (int l = 0; l < layers; l++) {
      a = block.forward(a, parameters, next);
      next += TransformerBlock.PARAMETERS;
    }
    a = TransformerBlock.norm(a, parameters[next], parameters[next + 1]);
    var rows = a.view(a.size(0) * length, block.width()); // [n T x d]
    return Ops.linear(rows, parameters[next + 2], parameters[next + 3]);
  }
}
