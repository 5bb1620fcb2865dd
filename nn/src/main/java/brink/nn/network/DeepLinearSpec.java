package brink.nn.network;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import brink.core.setting.Kind;
import brink.nn.data.DataSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A {@link DeepLinear} network for whatever data it is given: input and output widths follow the
 * data. As it stands, with data of dimension 50, it is that of Cohen et al. (2021): L = 20, 50,000
 * parameters.
 *
 * @param layers L, at least 1
 * @param width of the hidden layers, at least 1
 * @param init how the weights are drawn
 * @param weights a safetensors or NPZ file to start from instead
 */
@Kind("deep-linear")
@Doc("matrices one after the other, without activation or biases")
public record DeepLinearSpec(
    @Doc("how many matrices") @Default("20") int layers,
    @Doc("of the hidden layers") @Default("50") int width,
    @Doc("how the first weights are drawn") @Default("{}") Initialization init,
    @Doc("safetensors or NPZ file with the first weights, instead of a draw")
        Optional<Path> weights)
    implements NetworkSpec {
  /** Checks the numbers. */
  public DeepLinearSpec {
    if (layers < 1 || width < 1) {
      throw new InputError(
          "layers and width must be at least 1, not %d and %d".formatted(layers, width));
    }
  }

  @Override
  public DeepLinear on(DataSet data) {
    NetworkSpec.requireNumbers(data);
    List<Integer> widths = new ArrayList<>();
    widths.add(data.features());
    widths.addAll(Collections.nCopies(layers - 1, width));
    widths.add(data.targets().outputs());
    return new DeepLinear(widths);
  }

  @Override
  public double gain() {
    return 1;
  }
}
