package brink.nn.network;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import brink.core.setting.Kind;
import brink.nn.data.DataSet;
import brink.nn.data.Targets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A {@link Transformer} for text: vocabulary and length follow the data. Its weights have gain 1
 * whatever the activation, since a norm stands before every use of them.
 *
 * @param width d, a multiple of the heads
 * @param layers blocks, at least 1
 * @param heads h, at least 1
 * @param feedForward f; 4 d when empty
 * @param activation s
 * @param init how the weights are drawn
 * @param weights a safetensors or NPZ file to start from instead
 */
@Kind("transformer")
@Doc("causal language model, for text")
public record TransformerSpec(
    @Doc("numbers a position; a multiple of heads") @Default("64") int width,
    @Doc("blocks one after the other") @Default("2") int layers,
    @Doc("of the attention") @Default("4") int heads,
    @Doc("width within a block's second half; four times width where not given")
        Optional<Integer> feedForward,
    @Doc("activation function of the second halves") @Default("gelu") Activation activation,
    @Doc("how the first weights are drawn") @Default("{}") Initialization init,
    @Doc("safetensors or NPZ file with the first weights, instead of a draw")
        Optional<Path> weights)
    implements NetworkSpec {
  /** Checks the numbers. */
  public TransformerSpec {
    if (width < 1 || layers < 1 || heads < 1 || feedForward.filter(f -> f < 1).isPresent()) {
      throw new InputError(
          "width, layers, heads and feed-forward must be at least 1, not %d, %d, %d and %s"
              .formatted(
                  width,
                  layers,
                  heads,
                  feedForward.map(f -> Integer.toString(f)).orElse("four times width")));
    }
    if (width % heads != 0) {
      throw new InputError(
          "%d heads do not share a width of %d evenly: set width to a multiple of heads, as %d"
              .formatted(heads, width, Math.ceilDiv(width, heads) * heads));
    }
  }

  @Override
  public Transformer on(DataSet data) {
    if (!(data.targets() instanceof Targets.Tokens tokens)) {
      throw new InputError(
          "A transformer reads words, but %s are none: set data.source to {kind: wikitext-2}, or network to another kind."
              .formatted(data.name()));
    }
    var block = new TransformerBlock(width, heads, feedForward.orElse(4 * width), activation);
    return new Transformer(tokens.outputs(), tokens.rows(), layers, block);
  }

  @Override
  public double gain() {
    return 1;
  }
}
