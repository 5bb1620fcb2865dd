package brink.nn.network;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import brink.core.setting.Kind;
import brink.nn.data.DataSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A fully connected network for whatever data it is given: input and output widths follow the data.
 *
 * @param hidden widths of the hidden layers, [d_1, .., d_{L-1}]
 * @param activation s
 * @param init how the weights are drawn
 * @param weights a safetensors or NPZ file to start from instead
 */
@Kind("mlp")
@Doc("fully connected")
public record MlpSpec(
    @Doc("widths of the hidden layers") List<Integer> hidden,
    @Doc("activation function of the hidden layers") Activation activation,
    @Doc("how the first weights are drawn") @Default("{}") Initialization init,
    @Doc("safetensors or NPZ file with the first weights, instead of a draw")
        Optional<Path> weights)
    implements NetworkSpec {
  /** Checks the widths. */
  public MlpSpec {
    hidden = List.copyOf(hidden);
    if (hidden.stream().anyMatch(width -> width < 1)) {
      throw new InputError("every hidden width must be at least 1, not as in " + hidden);
    }
  }

  @Override
  public Mlp on(DataSet data) {
    NetworkSpec.requireNumbers(data);
    var widths = new ArrayList<Integer>();
    widths.add(data.features());
    widths.addAll(hidden);
    widths.add(data.targets().outputs());
    return new Mlp(widths, activation);
  }

  @Override
  public double gain() {
    return activation.gain();
  }
}
