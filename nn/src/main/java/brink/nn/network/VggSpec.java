package brink.nn.network;

import brink.core.setting.Default;
import brink.core.setting.Doc;
import brink.core.setting.Kind;
import brink.nn.data.DataSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * VGG-11 (Simonyan and Zisserman 2015) in the form that is usual for CIFAR-10: classifier
 * 512-512-512-C, no dropout. With ten classes it has 9,750,922 parameters, and 9,756,426 with a
 * norm.
 *
 * @param activation s
 * @param pooling at the end of each stage
 * @param norm behind each convolution
 * @param init how the weights are drawn
 * @param weights a safetensors or NPZ file to start from instead
 */
@Kind("vgg")
@Doc("VGG-11 in its CIFAR-10 form")
public record VggSpec(
    @Doc("activation function behind each convolution and hidden layer") @Default("relu")
        Activation activation,
    @Doc("what 2 x 2 places become at the end of each stage") @Default("max") Pooling pooling,
    @Doc("normalisation behind each convolution") @Default("none") Norm norm,
    @Doc("how the first weights are drawn") @Default("{}") Initialization init,
    @Doc("safetensors or NPZ file with the first weights, instead of a draw")
        Optional<Path> weights)
    implements NetworkSpec {
  private static final List<List<Integer>> STAGES =
      List.of(List.of(64), List.of(128), List.of(256, 256), List.of(512, 512), List.of(512, 512));

  @Override
  public Network on(DataSet data) {
    return new ConvolutionalNetwork(
        "VGG-11",
        Image.of("VGG-11", data),
        STAGES,
        norm,
        activation,
        pooling,
        List.of(512, 512),
        data.targets().outputs());
  }

  @Override
  public double gain() {
    return activation.gain();
  }
}
