package brink.lab.study;

import java.util.List;
import java.util.stream.Stream;

/**
 * Beyond Lowell and Kastner (2024): what their paper on layerwise Jacobian alignment leaves open.
 * Nothing of this is published: each study puts a hypothesis, and its checks say whether the
 * numbers bear it out, whatever they turn out to be.
 */
public final class Alignment {
  /** What the hypotheses go beyond. */
  static final String PAPER = "Lowell & Kastner 2024 (arXiv 2406.00127)";

  private Alignment() {}

  /** All its studies, at some scale. */
  public static List<Study> at(Scale scale) {
    return List.of(
        edge(scale).study(),
        new AlignmentPrecision(trained(scale)).study(),
        sizes(scale).byDepth(),
        sizes(scale).byWidth(),
        convolutional(scale).study(),
        residual(scale).study());
  }

  private static AlignmentOfImages convolutional(Scale scale) {
    return switch (scale) {
      case SMOKE -> images(scale, 8 * 8 * 8, CNN, List.of("[8, 8]"));
      case LAPTOP -> images(scale, 16 * 32 * 32, CNN, List.of("[16, 32]", "[16, 32, 32]"));
      case PAPER -> images(scale, 32 * 32 * 32, CNN, List.of("[32, 32]", "[32, 64, 64]"));
    };
  }

  private static AlignmentOfImages residual(Scale scale) {
    return switch (scale) {
      case SMOKE -> images(scale, 4 * 8 * 8, RESNET, List.of("[1, 1], widths: [4, 8]"));
      case LAPTOP -> images(scale, 8 * 32 * 32, RESNET, List.of("[1, 1, 1], widths: [8, 16, 32]"));
      case PAPER -> images(scale, 16 * 32 * 32, RESNET, List.of("[3, 3, 3], widths: [16, 32, 64]"));
    };
  }

  /** Networks of a kind, and those with layer norm. */
  private static AlignmentOfImages images(
      Scale scale, int signals, String form, List<String> sizes) {
    boolean residual = form.equals(RESNET);
    int examples = scale == Scale.SMOKE ? 24 : scale == Scale.LAPTOP ? 97 : 390;
    var yaml =
        scale == Scale.SMOKE ? DICE_IMAGES.formatted(examples) : CIFAR10_IMAGES.formatted(examples);
    return new AlignmentOfImages(
        yaml,
        examples,
        signals,
        residual ? "residual" : "convolutional",
        residual ? "residual" : "convolutional",
        Stream.of("none", "layer")
            .flatMap(norm -> sizes.stream().map(size -> form.formatted(size, norm)))
            .toList(),
        scale == Scale.PAPER ? List.of(1, 2) : List.of(1));
  }

  private static final String CNN =
      "{kind: cnn, widths: %s, pooling: average, norm: %s, activation: elu, init: {scheme: xavier-normal}}";
  private static final String RESNET =
      "{kind: resnet, blocks: %s, norm: %s, activation: elu, init: {scheme: xavier-normal}}";

  private static final String DICE_IMAGES =
      """
      name: images
      data: {source: {kind: dice, seed: 1, image-size: 8}, scaling: {kind: unit}, subset: {count: %d, seed: 1}}
      loss: cross-entropy
      stop: {loss: 0.5}
      flow: {kind: rkc2, tolerance: 1e-2}
      save: {loss-levels: 12, weights: ends}
      measure: {classical: false, amplification: 0, jacobian-tolerance: 1e-2}
      engine: {threads: 1}
      """;

  private static final String CIFAR10_IMAGES =
      """
      name: images
      data: {source: cifar10, scaling: {kind: unit}, subset: {count: %d, seed: 1}}
      loss: cross-entropy
      stop: {loss: 0.05}
      flow: {kind: rkc2, tolerance: 1e-2}
      save: {loss-levels: 16, weights: ends}
      measure: {classical: false, amplification: 0, jacobian-tolerance: 1e-2}
      engine: {precision: float32}
      """;

  private static AlignmentAtEdge edge(Scale scale) {
    return switch (scale) {
      case SMOKE -> new AlignmentAtEdge(trained(scale), List.of(0.003, 0.004), List.of(1, 2));
      case LAPTOP -> new AlignmentAtEdge(trained(scale), List.of(0.02, 0.04), List.of(1));
      case PAPER -> new AlignmentAtEdge(trained(scale), List.of(0.01, 0.02), List.of(1, 2));
    };
  }

  private static Timed trained(Scale scale) {
    return switch (scale) {
      case SMOKE ->
          new Timed(
              """
              name: dice
              data: {source: {kind: dice, seed: 1, image-size: 8}, scaling: {kind: unit}, subset: {count: 24, seed: 1}}
              network: {hidden: [24, 24, 24, 24], activation: elu, init: {scheme: xavier-normal, seed: 1}}
              loss: {kind: squared-error, convention: half-sum}
              measure: {classical: false, amplification: 0}
              engine: {threads: 1}
              """,
              9.6,
              16);
      case LAPTOP -> new Timed(CIFAR10.formatted(1000, "100, 100, 100, 100"), 40, 20);
      case PAPER -> new Timed(CIFAR10.formatted(5000, "200, 200, 200, 200, 200"), 100, 50);
    };
  }

  private static final String CIFAR10 =
      """
      name: cifar10
      data: {source: cifar10, scaling: {kind: feature, over: training}, subset: {count: %d, seed: 1}}
      network: {hidden: [%s], activation: elu, init: {scheme: framework, seed: 1}}
      loss: {kind: squared-error, convention: half-sum}
      measure: {classical: false, amplification: 0}
      engine: {precision: float32}
      """;

  private static AlignmentBySize sizes(Scale scale) {
    return switch (scale) {
      case SMOKE ->
          new AlignmentBySize(
              """
              name: sizes
              data: {source: {kind: dice, seed: 1, image-size: 8}, scaling: {kind: unit}, subset: {count: 24, seed: 1}}
              network: {hidden: [16], activation: elu, init: {scheme: xavier-normal, seed: 1}}
              loss: cross-entropy
              stop: {loss: 0.3}
              flow: {kind: rkc2, tolerance: 1e-2}
              save: {loss-levels: 16, weights: ends}
              measure: {classical: false, amplification: 0}
              engine: {threads: 1}
              """,
              List.of(2, 4, 6, 8),
              16,
              List.of(16, 32, 64, 128),
              4,
              List.of(1, 2));
      case LAPTOP ->
          new AlignmentBySize(
              IMAGES.formatted(195),
              List.of(2, 4, 6, 8),
              128,
              List.of(64, 128, 256, 512),
              5,
              List.of(1, 2));
      case PAPER ->
          new AlignmentBySize(
              IMAGES.formatted(781),
              List.of(2, 4, 6, 8, 12),
              512,
              List.of(64, 128, 256, 512, 1024),
              5,
              List.of(1, 2, 3, 4));
    };
  }

  /** As Lowell and Kastner train on them. */
  private static final String IMAGES =
      """
      name: sizes
      data: {source: cifar10, scaling: {kind: unit}, subset: {count: %d, seed: 1}}
      network: {hidden: [512], activation: elu, init: {scheme: xavier-normal, seed: 1}}
      loss: cross-entropy
      stop: {loss: 0.01}
      flow: {kind: rkc2, tolerance: 1e-2}
      save: {loss-levels: 30, weights: ends}
      measure: {classical: false, amplification: 0}
      """;
}
