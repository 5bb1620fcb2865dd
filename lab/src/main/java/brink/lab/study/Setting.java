package brink.lab.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * What the descents of a scale train, and for how long.
 *
 * @param yaml data, network and loss
 * @param rates learning rates, from the smallest
 * @param crossEntropyRate learning rate under cross-entropy
 * @param beta of momentum
 * @param batch examples a step, of stochastic descent
 * @param few examples where networks are to be wide beside their number
 * @param widths of hidden layers, from the narrowest
 * @param time of a descent
 * @param moments measured in that time
 */
record Setting(
    String yaml,
    List<Double> rates,
    double crossEntropyRate,
    double beta,
    int batch,
    int few,
    List<Integer> widths,
    double time,
    int moments) {
  /** Drawn dice: seconds. */
  private static final Setting DICE =
      new Setting(
          """
          name: dice
          data: {source: {kind: dice, image-size: 8}, subset: {count: 120}, scaling: {kind: feature, over: subset}}
          network: {hidden: [40, 40], activation: tanh, init: {scheme: framework, seed: 1}}
          loss: {kind: squared-error, convention: half-sum}
          measure: {gauss-newton: false, classical: false, decomposition: false, test: {count: 600}, random-projections: 256}
          """,
          List.of(0.1, 0.2),
          1,
          0.5,
          12,
          12,
          List.of(20, 80, 320),
          600,
          30);

  private static final String CIFAR10 =
      """
      name: cifar10
      data: {source: cifar10, subset: {count: 5000}, scaling: {kind: feature, over: training}}
      network: {hidden: [200, 200], activation: tanh, init: {scheme: framework, seed: 1}}
      loss: {kind: squared-error, convention: half-sum}
      measure: {gauss-newton: false, classical: false, decomposition: false, test: {count: 2000}, random-projections: 256}
      engine: {precision: float32}
      """;

  static Setting of(Scale scale) {
    return switch (scale) {
      case SMOKE -> DICE;
      case LAPTOP ->
          new Setting(
              CIFAR10, List.of(0.01, 0.02), 0.04, 0.9, 64, 100, List.of(50, 200, 800), 60, 40);
      case PAPER ->
          new Setting(
              CIFAR10,
              List.of(2.0 / 500, 2.0 / 300, 2.0 / 200, 0.02),
              0.02,
              0.9,
              64,
              100,
              List.of(50, 200, 800, 3200),
              200,
              100);
    };
  }

  /** A descent; moments are at the same times whatever its learning rate, to half a step. */
  Recipe descent(String name, double rate, String... more) {
    return timed().descent(name, rate, more);
  }

  /** A descent at a learning rate without more. */
  Recipe plain(double rate) {
    return descent(eta(rate), rate);
  }

  /** A descent with all that its steps along leading eigenvectors show. */
  Recipe along() {
    return descent(
        "along",
        rates.getFirst(),
        "measure.eigenvalues=3",
        "measure.projections={eigenvectors: 3}",
        "measure.taylor={steps: 200}",
        "measure.effective-smoothness=10");
  }

  /** A descent under cross-entropy, with all that its sharpness is made of. */
  Recipe crossEntropy() {
    return descent(
        "cross-entropy",
        crossEntropyRate,
        "loss=cross-entropy",
        "measure.gauss-newton=true",
        "measure.classical=true",
        "measure.output-curvature=true");
  }

  /** The same learning rates on other data, a network and a loss, for some time. */
  Setting on(String yaml, double time, int moments) {
    return new Setting(yaml, rates, crossEntropyRate, beta, batch, few, widths, time, moments);
  }

  /** A stochastic descent without more. */
  Recipe batches(double rate, int size) {
    var name = "%s-batch-%d".formatted(eta(rate), size);
    return descent(name, rate, "descent.batch={size: " + size + "}");
  }

  /** The flow, measured at the same times. */
  Recipe flow(String name, String... more) {
    return timed().flow(name, more);
  }

  private Timed timed() {
    return new Timed(yaml, time, moments);
  }

  /** A learning rate as the name of a run. */
  static String eta(double rate) {
    return "eta-"
        + new BigDecimal(rate).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }
}
