package brink.nn.network;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import brink.core.setting.Kind;
import brink.nn.data.DataSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A small convolutional network as in Cohen et al. (2021): one convolution a stage, and one fully
 * connected layer behind the last. For images of CIFAR-10 the default has 30,634 parameters.
 *
 * @param widths output channels of each stage's convolution
 * @param activation s
 * @param pooling at the end of each stage
 * @param norm behind each convolution
 * @param init how the weights are drawn
 * @param weights a safetensors or NPZ file to start from instead
 */
@Kind("cnn")
@Doc("convolutions with pooling, then one fully connected layer")
public record CnnSpec(
    @Doc("output channels of each convolution") @Default("[32, 32]") List<Integer> widths,
    @Doc("activation function behind each convolution") Activation activation,
    @Doc("what 2 x 2 places become behind each activation") @Default("max") Pooling pooling,
    @Doc("normalisation behind each convolution") @Default("none") Norm norm,
    @Doc("how the first weights are drawn") @Default("{}") Initialization init,
    @Doc("safetensors or NPZ file with the first weights, instead of a draw")
        Optional<Path> weights)
    implements NetworkSpec {
  /** Checks the widths. */
  public CnnSpec {
    widths = List.copyOf(widths);
    if (widths.isEmpty() || widths.stream().anyMatch(width -> width < 1)) {
      throw new InputError("widths must be one number or more, each at least 1, not " + widths);
    }
  }

  @Override
  public Network on(DataSet data) {
    var sizes = widths.stream().map(Object::toString).collect(Collectors.joining("-"));
    return new ConvolutionalNetwork(
        "CNN " + sizes,
        Image.of("A convolutional network", data),
        widths.stream().map(List::of).toList(),
        norm,
        activation,
        pooling,
        List.of(),
        data.targets().outputs());
  }

  @Override
  public double gain() {
    return activation.gain();
  }
}
