package brink.lab.study;

import java.util.List;

/**
 * Beyond Lowell and Kastner (2024): what their paper on layerwise Jacobian alignment leaves open.
 * Nothing of this is published: each study puts a hypothesis, and its checks say whether the
 * numbers bear it out, whatever they turn out to be.
 */
public final class Alignment {
  /** What the hypotheses go beyond. */
  static final String PAPER = "Lowell & Kastner 2024 (arXiv 2406.00127)";

  private static final String DICE =
      """
      name: dice
      data: {source: {kind: dice, seed: 1, image-size: 8}, scaling: {kind: unit}, subset: {count: %1$d, seed: 1}}
      network: {hidden: [%2$d, %2$d, %2$d, %2$d], activation: elu, init: {scheme: %3$s, seed: 1}}
      loss: {kind: squared-error, convention: half-sum}
      measure: {classical: false, amplification: 0}
      engine: {threads: 1}
      """;

  private static final String CIFAR10 =
      """
      name: cifar10
      data: {source: cifar10, scaling: {kind: feature, over: training}, subset: {count: %d, seed: 1}}
      network: {hidden: [%s], activation: elu, init: {scheme: framework, seed: 1}}
      loss: {kind: squared-error, convention: half-sum}
      measure: {classical: false, amplification: 0}
      engine: {precision: float32}
      """;

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

  private Alignment() {}

  /** All its studies, at some scale. */
  public static List<Study> at(Scale scale) {
    return List.of(
        xavierEdge(scale).study(),
        frameworkEdge(scale).study(),
        new AlignmentPrecision(framework(scale)).study(),
        sizes(scale).byDepth(),
        sizes(scale).byWidth(),
        AlignmentOfImages.convolutional(scale).study(),
        AlignmentOfImages.residual(scale).study());
  }

  /**
   * From the weights that Lowell and Kastner start from. Sharpness is large there, and on few
   * images of CIFAR-10 it does not rise from it under squared error: so all scales draw dice.
   */
  private static AlignmentAtEdge xavierEdge(Scale scale) {
    var name = "edge";
    var start = "xavier";
    return switch (scale) {
      case SMOKE ->
          new AlignmentAtEdge(
              name,
              start,
              new Timed(DICE.formatted(24, 24, "xavier-normal"), 9.6, 16),
              List.of(0.003, 0.004),
              List.of(1, 3));
      case LAPTOP ->
          new AlignmentAtEdge(
              name,
              start,
              new Timed(DICE.formatted(48, 24, "xavier-normal"), 30, 25),
              List.of(0.003, 0.004),
              List.of(1, 3, 4));
      case PAPER ->
          new AlignmentAtEdge(
              name,
              start,
              new Timed(DICE.formatted(96, 64, "xavier-normal"), 60, 50),
              List.of(0.002, 0.003),
              List.of(1, 3, 4));
    };
  }

  /** From the small weights that Cohen et al. start from, as frameworks draw them. */
  private static AlignmentAtEdge frameworkEdge(Scale scale) {
    return new AlignmentAtEdge(
        "edge-framework",
        "framework",
        framework(scale),
        scale == Scale.PAPER ? List.of(0.01, 0.02) : List.of(0.02, 0.04),
        scale == Scale.LAPTOP ? List.of(1) : List.of(1, 2));
  }

  private static Timed framework(Scale scale) {
    return switch (scale) {
      case SMOKE -> new Timed(DICE.formatted(24, 24, "framework"), 60, 30);
      case LAPTOP -> new Timed(CIFAR10.formatted(1000, "100, 100, 100, 100"), 40, 20);
      case PAPER -> new Timed(CIFAR10.formatted(5000, "200, 200, 200, 200, 200"), 100, 50);
    };
  }

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
              save: {loss-levels: 12, weights: ends}
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
}
