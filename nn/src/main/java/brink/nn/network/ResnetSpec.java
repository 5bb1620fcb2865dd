package brink.nn.network;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import brink.core.setting.Kind;
import brink.nn.data.DataSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A residual network for small images (He et al. 2016, section 4.2). The default is ResNet-32, with
 * 464,154 parameters for CIFAR-10; blocks [3, 3, 3] of widths [5, 10, 20] with layer norm make a
 * thin one of 26,875.
 *
 * @param blocks residual blocks a stage, of two convolutions each
 * @param widths channels a stage
 * @param activation s
 * @param norm behind each convolution
 * @param init how the weights are drawn
 * @param weights a safetensors or NPZ file to start from instead
 */
@Kind("resnet")
@Doc("residual network for small images")
public record ResnetSpec(
    @Doc("residual blocks a stage, of two convolutions each") @Default("[5, 5, 5]")
        List<Integer> blocks,
    @Doc("channels a stage") @Default("[16, 32, 64]") List<Integer> widths,
    @Doc("activation function") @Default("relu") Activation activation,
    @Doc("normalisation behind each convolution") @Default("batch") Norm norm,
    @Doc("how the first weights are drawn") @Default("{}") Initialization init,
    @Doc("safetensors or NPZ file with the first weights, instead of a draw")
        Optional<Path> weights)
    implements NetworkSpec {
  /** Checks blocks and widths. */
  public ResnetSpec {
    blocks = List.copyOf(blocks);
    widths = List.copyOf(widths);
    if (blocks.isEmpty() || blocks.stream().anyMatch(count -> count < 1)) {
      throw new InputError("blocks must be one number or more, each at least 1, not " + blocks);
    }
    if (widths.size() != blocks.size()) {
      throw new InputError(
          "blocks %s and widths %s must have one number a stage each".formatted(blocks, widths));
    }
    for (int s = 0; s < widths.size(); s++) {
      if (widths.get(s) < (s == 0 ? 1 : widths.get(s - 1))) {
        throw new InputError(
            "widths must be at least 1 and must not fall, since shortcuts add channels and take none away: not "
                + widths);
      }
    }
  }

  @Override
  public Network on(DataSet data) {
    var image = Image.of("A residual network", data);
    return new ResidualNetwork(image, blocks, widths, norm, activation, data.targets().outputs());
  }

  @Override
  public double gain() {
    return activation.gain();
  }
}
