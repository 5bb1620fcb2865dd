package brink.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import brink.core.vector.FlatSpace;
import brink.nn.data.DataSet;
import brink.nn.data.Targets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageSpecsTest {
  private static final Initialization INIT =
      new Initialization(Initialization.Scheme.FRAMEWORK, Optional.empty(), 1);

  private static DataSet one(Integer... shape) {
    var shapeList = List.of(shape);
    int features = shapeList.stream().reduce(1, (a, b) -> a * b);
    var names = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    var targets = new Targets.Labels(new int[1], names);
    return DataSet.of("one example", shapeList, new double[features], targets);
  }

  private static CnnSpec cnn(Norm norm, Integer... widths) {
    return new CnnSpec(List.of(widths), Activation.TANH, Pooling.MAX, norm, INIT, Optional.empty());
  }

  private static VggSpec vgg(Norm norm) {
    return new VggSpec(Activation.RELU, Pooling.MAX, norm, INIT, Optional.empty());
  }

  private static ResnetSpec resnet(List<Integer> blocks, List<Integer> widths, Norm norm) {
    return new ResnetSpec(blocks, widths, Activation.RELU, norm, INIT, Optional.empty());
  }

  private static long parameters(NetworkSpec spec) {
    return spec.on(one(3, 32, 32)).layout().size();
  }

  @Test
  void parametersAreAsManyAsTheLayersOfThePapersHave() {
    assertThat(parameters(cnn(new Norm.None(), 32, 32))).isEqualTo(30_634);
    assertThat(parameters(cnn(new Norm.Batch(50), 32, 32))).isEqualTo(30_634 + 2 * 64);
    // convolutions 9,220,480, classifier 530,442, scales and shifts 2 x 2,752
    assertThat(parameters(vgg(new Norm.None()))).isEqualTo(9_220_480 + 530_442);
    assertThat(parameters(vgg(new Norm.Batch(50)))).isEqualTo(9_220_480 + 530_442 + 5_504);
    // He et al. (2016), table 6: 0.46 million
    assertThat(parameters(resnet(List.of(5, 5, 5), List.of(16, 32, 64), new Norm.Batch(50))))
        .isEqualTo(464_154);
    assertThat(parameters(resnet(List.of(3, 3, 3), List.of(5, 10, 20), new Norm.Layer())))
        .isEqualTo(26_875);
  }

  @Test
  void parametersHaveTheNamesThatPyTorchGives() {
    var vgg = vgg(new Norm.Batch(50)).on(one(3, 32, 32)).layout().entries();
    assertThat(vgg)
        .extracting(Layout.Entry::name)
        .startsWith(
            "features.0.weight",
            "features.0.bias",
            "features.1.weight",
            "features.1.bias",
            "features.4.weight")
        .contains("features.25.weight")
        .endsWith("classifier.2.bias", "classifier.4.weight", "classifier.4.bias");
    var resnet = resnet(List.of(1, 1), List.of(2, 4), new Norm.Batch(50));
    assertThat(resnet.on(one(3, 8, 8)).layout().entries())
        .extracting(Layout.Entry::name)
        .startsWith("conv1.weight", "bn1.weight", "bn1.bias", "layer1.0.conv1.weight")
        .contains("layer2.0.bn2.bias")
        .endsWith("linear.weight", "linear.bias");
  }

  @Test
  void scalesBeginAtOneAndTheShiftsBehindThemAtZero() {
    var network = cnn(new Norm.Batch(50), 3).on(one(1, 4, 4));
    var space = FlatSpace.of(network.layout().size());
    try (var work = space.workspace()) {
      var theta = work.vec();
      INIT.draw(network.layout(), 1, space, theta);
      var values = space.read(theta);
      assertThat(network.layout().entries().get(2).role()).isEqualTo(Layout.Role.SCALE);
      assertThat(values[27]).as("the convolution's bias").isNotZero();
      assertThat(List.of(values[30], values[31], values[32])).containsOnly(1.0);
      assertThat(List.of(values[33], values[34], values[35])).containsOnly(0.0);
      assertThat(values[values.length - 1]).as("the linear layer's bias").isNotZero();
    }
  }

  @Test
  void whatItIsSaysInWhichModeBatchNormWorks() {
    assertThat(vgg(new Norm.Batch(20)).on(one(3, 32, 32)).describe())
        .isEqualTo(
            "VGG-11 on images 3x32x32, relu, max pooling, batch norm by the statistics of ghost batches of 20");
    assertThat(
            resnet(List.of(5, 5, 5), List.of(16, 32, 64), new Norm.Layer())
                .on(one(3, 32, 32))
                .describe())
        .isEqualTo(
            "ResNet-32 on images 3x32x32, blocks 5-5-5 of 16-32-64 channels, relu, layer norm");
    assertThat(cnn(new Norm.Batch(20), 8, 8).on(one(1, 8, 8)).together()).isEqualTo(20);
  }

  @Test
  void dataThatAreNoImagesAreRefused() {
    for (var spec :
        List.of(
            cnn(new Norm.None(), 8),
            vgg(new Norm.None()),
            resnet(List.of(1), List.of(4), new Norm.None()))) {
      assertThatThrownBy(() -> spec.on(one(64)))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("needs images [channels, height, width]")
          .hasMessageContaining("is [64]");
    }
  }

  @Test
  void imagesTooSmallForThePoolingsAreRefusedWithWhatFits() {
    assertThatThrownBy(() -> vgg(new Norm.None()).on(one(3, 8, 9)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("halves its images 5 times")
        .hasMessageContaining("at least 32 x 32 places, and they have 8 x 9")
        .hasMessageContaining("at most 3 widths");
    assertThat(cnn(new Norm.None(), 2, 2, 2).on(one(3, 8, 9)).layout().size()).isPositive();
  }

  @Test
  void widthsAndBlocksThatMakeNoNetworkAreRefused() {
    assertThatThrownBy(() -> cnn(new Norm.None(), 8, 0))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("[8, 0]");
    assertThatThrownBy(() -> cnn(new Norm.None()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("one number or more");
    assertThatThrownBy(() -> new Norm.Batch(0))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("at least 1");
    assertThatThrownBy(() -> resnet(List.of(1, 0), List.of(4, 4), new Norm.None()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("blocks");
    assertThatThrownBy(() -> resnet(List.of(1, 1), List.of(4), new Norm.None()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("one number a stage each");
    assertThatThrownBy(() -> resnet(List.of(1, 1), List.of(8, 4), new Norm.None()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("must not fall");
  }
}
