package brink.lab.study;

import java.util.List;
import java.util.stream.Stream;

/** Claims of Cohen et al. (2021) on networks that are not fully connected, at some scale. */
record Architectures(Scale scale) {
  /** Learning rate of the language model. */
  static final double TEXT_RATE = 0.2;

  private static final double NEARLY = 0.25; // they hover at the edge or somewhat above it

  private static final String DICE =
      """
      name: dice
      data: {source: {kind: dice, image-size: 8}, subset: {count: 60}, scaling: {kind: feature, over: subset}}
      network: {kind: cnn, widths: [4, 8], activation: tanh, init: {scheme: framework}}
      loss: {kind: squared-error, convention: half-sum}
      measure: {gauss-newton: false, classical: false}
      """;

  private static final String CIFAR10 =
      """
      name: cifar10
      data: {source: cifar10, subset: {count: 1000}, scaling: {kind: feature, over: training}}
      network: {kind: cnn, activation: tanh, init: {scheme: framework}}
      loss: {kind: squared-error, convention: half-sum}
      measure: {gauss-newton: false, classical: false}
      engine: {precision: float32}
      """;

  /** Every activation with every pooling. */
  Study cells() {
    var setting = images();
    return new Study(
        "convolutions",
        "Convolutional networks of every activation, with max- and with average-pooling, are trained at the edge of stability.",
        "Cohen et al. 2021, appendix",
        Stream.of("tanh", "relu", "elu")
            .flatMap(activation ->
                Stream.of("max", "average").map(pooling -> cell(setting, activation, pooling)))
            .toList(),
        runs -> runs.stream().map(run -> EdgeChecks.hovers(run, NEARLY)).toList());
  }

  private Recipe cell(Setting setting, String activation, String pooling) {
    return setting.descent(
        activation + "-" + pooling,
        rate(),
        "network.activation=" + activation,
        "network.pooling=" + pooling);
  }

  /** Batch normalisation. */
  Study batchNorm() {
    return new Study(
        "batch-norm",
        "With batch normalisation gradient descent is at the edge of stability too.",
        "Cohen et al. 2021, appendix",
        List.of(images().descent("batch-norm", rate(), "network.norm=" + ghostBatches())),
        runs -> List.of(EdgeChecks.hovers(runs.getFirst(), NEARLY)));
  }

  /** Residual networks; miniatures at smoke scale. */
  Study residual() {
    boolean small = scale == Scale.SMOKE;
    var thin = small ? "blocks: [1, 1], widths: [4, 8]" : "blocks: [3, 3, 3], widths: [5, 10, 20]";
    var deep = small ? "blocks: [1, 1], widths: [4, 8]" : "blocks: [5, 5, 5], widths: [16, 32, 64]";
    return new Study(
        "residual",
        "Residual networks, a thin one with layer normalisation and ResNet-32 with batch normalisation, are trained at the edge of stability.",
        "Cohen et al. 2021, appendix",
        List.of(
            network("thin-resnet", "kind: resnet, %s, norm: layer".formatted(thin)),
            network(
                small ? "resnet-miniature" : "resnet-32",
                "kind: resnet, %s, norm: %s".formatted(deep, ghostBatches()))),
        runs -> runs.stream().map(run -> EdgeChecks.hovers(run, NEARLY)).toList());
  }

  /**
   * VGG-11. At smoke scale a miniature without normalisation only: with batch normalisation one so
   * small hovers at one and a half times the edge, whatever its learning rate.
   */
  Study vgg() {
    var networks =
        scale == Scale.SMOKE
            ? List.of(network("vgg-miniature", "kind: cnn, widths: [4, 8, 8], activation: relu"))
            : List.of(
                network("vgg-11", "kind: vgg"),
                network("vgg-11-bn", "kind: vgg, norm: " + ghostBatches()));
    return new Study(
        "vgg",
        "VGG-11, without and with batch normalisation, is trained at the edge of stability.",
        "Cohen et al. 2021, appendix",
        networks,
        runs -> runs.stream().map(run -> EdgeChecks.hovers(run, NEARLY)).toList());
  }

  /** Batch normalisation over ghost batches. */
  private String ghostBatches() {
    return "{kind: batch, ghost: %d}".formatted(scale == Scale.SMOKE ? 30 : 50);
  }

  private Recipe network(String name, String network) {
    boolean small = scale == Scale.SMOKE;
    var setting = small ? images().on(DICE, 100, 10) : images();
    return setting.descent(
        name, small ? 0.1 : rate(), "network={%s, init: {scheme: framework}}".formatted(network));
  }

  /** Deep linear networks: how deep one must be to sharpen. */
  Study deepLinear() {
    int dimension = scale == Scale.SMOKE ? 10 : 50;
    var depths = scale == Scale.SMOKE ? List.of(2, 4, 8) : List.of(2, 5, 10, 20);
    var setting =
        Setting.of(scale)
            .on(
                """
                name: deep-linear
                data: {source: {kind: whitened, dimension: %1$d, examples: %1$d}}
                network: {kind: deep-linear, layers: %2$d, width: %1$d}
                loss: {kind: squared-error, convention: half-sum}
                measure: {gauss-newton: false, classical: false}
                """
                    .formatted(dimension, depths.getLast()),
                24,
                24);
    var descent = setting.descent("deep-linear", scale == Scale.SMOKE ? 0.008 : 0.002);
    var flows =
        depths.stream().map(depth -> setting.flow("depth-" + depth, "network.layers=" + depth));
    return new Study(
        "deep-linear",
        "A deep linear network on whitened data is trained at the edge of stability; along the gradient flow the sharpness rises by more, the deeper the network.",
        "Cohen et al. 2021, appendix",
        Stream.concat(Stream.of(descent), flows).toList(),
        runs ->
            Stream.concat(
                    Stream.of(EdgeChecks.hovers(runs.getFirst(), NEARLY)),
                    EdgeChecks.everMoreSharpening(runs.subList(1, runs.size())).stream())
                .toList());
  }

  /** A language model on WikiText-2. */
  Study transformer() {
    return new Study(
        "transformer",
        "A transformer that learns to foretell words is trained at the edge of stability.",
        "Cohen et al. 2021, appendix",
        List.of(text(160, 20).descent("transformer", TEXT_RATE)),
        runs -> List.of(EdgeChecks.hovers(runs.getFirst(), NEARLY)));
  }

  /** The language model for about as long as descent takes to its edge. */
  Setting textUntilItsEdge() {
    return scale == Scale.SMOKE ? text(20, 20) : text(10, 10);
  }

  private Setting text(double time, int moments) {
    boolean small = scale == Scale.SMOKE;
    return Setting.of(scale)
        .on(
            """
            name: transformer
            data: {source: {kind: wikitext-2, vocabulary: %d, length: %d}, subset: {count: %d}}
            network: {kind: transformer, width: %d, layers: %d, heads: 2}
            loss: cross-entropy
            measure: {gauss-newton: false, classical: false}
            """
                .formatted(
                    small ? 50 : 1000,
                    small ? 8 : 32,
                    small ? 16 : 64,
                    small ? 16 : 32,
                    small ? 1 : 2),
            time,
            moments);
  }

  private Setting images() {
    var setting = Setting.of(scale);
    return switch (scale) {
      case SMOKE -> setting.on(DICE, 300, 15);
      case LAPTOP -> setting.on(CIFAR10, 60, 20);
      case PAPER -> setting.on(CIFAR10.replace("count: 1000", "count: 5000"), 200, 50);
    };
  }

  private double rate() {
    return switch (scale) {
      case SMOKE -> 0.2;
      case LAPTOP -> 0.05;
      case PAPER -> 0.02;
    };
  }
}
