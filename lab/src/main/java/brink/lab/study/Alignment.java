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

  private Alignment() {}

  /** All its studies, at some scale. */
  public static List<Study> at(Scale scale) {
    return List.of(
        edge(scale).study(),
        new AlignmentPrecision(trained(scale)).study(),
        sizes(scale).byDepth(),
        sizes(scale).byWidth());
  }

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
