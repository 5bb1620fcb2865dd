package brink.lab.study;

import java.util.List;
import java.util.stream.Stream;

/**
 * Cohen, Kaur, Li, Kolter and Talwalkar, Gradient Descent on Neural Networks Typically Occurs at
 * the Edge of Stability (ICLR 2021).
 */
public final class Cohen2021 {
  private static final double NEARLY = 0.15; // relative distance, under adaptive rates
  private static final int ADAPTIVE_STEPS = 3000;

  private Cohen2021() {}

  /** All its studies, with runs of some scale. */
  public static List<Study> at(Scale scale) {
    var setting = Setting.of(scale);
    var architectures = new Architectures(scale);
    return List.of(
        edge(setting),
        loss(setting),
        flow(setting),
        new TransformerFlow(setting, architectures.textUntilItsEdge(), Architectures.TEXT_RATE)
            .study(),
        new TestCurves(setting).study(),
        new NextEigenvalues(setting).study(),
        drop(setting),
        momentum(setting),
        adaptive(setting),
        projection(setting),
        model(setting),
        new StepSmoothness(setting).study(),
        new Directions(setting).study(),
        speed(setting),
        activations(setting),
        criterion(setting),
        new LateFall(setting).study(),
        width(setting),
        batches(setting),
        batchRates(setting),
        architectures.cells(),
        architectures.batchNorm(),
        architectures.residual(),
        architectures.vgg(),
        architectures.deepLinear(),
        architectures.transformer(),
        Quadratics.study());
  }

  private static Study edge(Setting setting) {
    return new Study(
        "edge",
        "Gradient descent sharpens until the sharpness reaches 2 / eta, and from then on the sharpness hovers at or just above 2 / eta.",
        "Cohen et al. 2021, figure 1",
        setting.rates().stream().map(setting::plain).toList(),
        EdgeChecks::hoverOrJustAbove);
  }

  private static Study loss(Setting setting) {
    return new Study(
        "loss",
        "At the edge of stability the training loss rises and falls from step to step, yet decreases over longer times.",
        "Cohen et al. 2021",
        setting.rates().stream().map(setting::plain).toList(),
        runs -> runs.stream().flatMap(run -> EdgeChecks.unstableYetFalling(run).stream()).toList());
  }

  private static Study flow(Setting setting) {
    return new Study(
        "flow",
        "Until the edge of stability is reached, gradient descent tracks the gradient flow; the flow's sharpness goes on rising beyond it.",
        "Cohen et al. 2021",
        List.of(setting.plain(setting.rates().getFirst()), setting.flow("flow")),
        runs -> EdgeChecks.tracks(runs.getFirst(), runs.getLast()));
  }

  private static Study drop(Setting setting) {
    double rate = setting.rates().getLast();
    long step = Math.round(setting.time() / rate / 2);
    return new Study(
        "drop",
        "When the learning rate is dropped at the edge of stability, the sharpness rises again, towards the new 2 / eta.",
        "Cohen et al. 2021",
        List.of(setting.descent("drop", rate, "descent.drops=[{step: " + step + ", factor: 0.5}]")),
        runs -> EdgeChecks.rises(runs.getFirst(), 2 / rate));
  }

  private static Study momentum(Setting setting) {
    double rate = setting.rates().getFirst();
    return new Study(
        "momentum",
        "With Polyak or Nesterov momentum the sharpness hovers at (2 + 2 beta) / eta or (2 / eta) (1 + beta) / (1 + 2 beta).",
        "Cohen et al. 2021",
        List.of(with(setting, "polyak", rate), with(setting, "nesterov", rate)),
        runs -> runs.stream().map(EdgeChecks::hovers).toList());
  }

  private static Recipe with(Setting setting, String momentum, double rate) {
    return setting.descent(
        momentum,
        rate,
        "descent.momentum={kind: %s, beta: %s}".formatted(momentum, setting.beta()));
  }

  private static Study adaptive(Setting setting) {
    double rate = 1e-3;
    return new Study(
        "adaptive",
        "Under RMSProp and Adam it is the preconditioned sharpness that hovers, at 2 / eta and at (2 + 2 beta1) / ((1 - beta1) eta), 38 / eta as usual.",
        "Cohen et al. 2022, arXiv 2207.14484",
        Stream.of("rmsprop", "adam")
            .map(name -> {
              var brief = setting.on(setting.yaml(), ADAPTIVE_STEPS * rate, setting.moments());
              return brief.descent(name, rate, "descent.adaptive=" + name);
            })
            .toList(),
        runs -> runs.stream().map(run -> EdgeChecks.hovers(run, NEARLY)).toList());
  }

  private static Study projection(Setting setting) {
    return new Study(
        "projection",
        "When the edge is crossed, the iterate swings along the leading eigenvector of the Hessian, wider and wider at first.",
        "Cohen et al. 2021, section 2 and appendix",
        List.of(setting.along()),
        runs -> EdgeChecks.swings(runs.getFirst()));
  }

  private static Study model(Setting setting) {
    return new Study(
        "model",
        "Run on from where the edge is crossed, the quadratic Taylor model of the loss diverges, and the training does not.",
        "Cohen et al. 2021, appendix on the quadratic Taylor model",
        List.of(setting.along()),
        runs -> EdgeChecks.modelDiverges(runs.getFirst()));
  }

  private static Study batches(Setting setting) {
    double rate = setting.rates().getFirst();
    return new Study(
        "batches",
        "The smaller the batches of stochastic gradient descent, the flatter it ends, at the same learning rate.",
        "Jastrzebski et al. 2020; Cohen et al. 2021",
        List.of(
            setting.plain(rate),
            setting.batches(rate, setting.batch()),
            setting.batches(rate, setting.batch() / 4)),
        EdgeChecks::everFlatter);
  }

  private static Study batchRates(Setting setting) {
    return new Study(
        "batch-rates",
        "The larger the learning rate of stochastic gradient descent, the flatter it ends, at the same batch size.",
        "Wu et al. 2018; Jastrzebski et al. 2020",
        setting.rates().stream().map(rate -> setting.batches(rate, setting.batch())).toList(),
        EdgeChecks::everFlatter);
  }

  private static Study speed(Setting setting) {
    return new Study(
        "speed",
        "A larger learning rate, though unstable from earlier on, comes to a low loss in fewer steps.",
        "Cohen et al. 2021",
        setting.rates().stream().map(setting::plain).toList(),
        EdgeChecks::everFaster);
  }

  private static Study activations(Setting setting) {
    double rate = setting.rates().getFirst();
    return new Study(
        "activations",
        "Whatever the activation, gradient descent sharpens to the edge of stability and hovers there.",
        "Cohen et al. 2021, appendix",
        Stream.of("tanh", "relu", "elu", "softplus", "hardtanh")
            .map(name ->
                name.equals("tanh")
                    ? setting.plain(rate)
                    : setting.descent(name, rate, "network.activation=" + name))
            .toList(),
        runs -> runs.stream().map(EdgeChecks::hovers).toList());
  }

  private static Study criterion(Setting setting) {
    return new Study(
        "criterion",
        "Under cross-entropy sharpness rises to the edge too, and falls late in training, when the examples are classified with certainty.",
        "Cohen et al. 2021, appendix",
        List.of(setting.crossEntropy()),
        runs -> EdgeChecks.reachesAndFalls(runs.getFirst()));
  }

  private static Study width(Setting setting) {
    return new Study(
        "width",
        "The wider the network beside the number of examples, the less its sharpness rises along the gradient flow.",
        "Cohen et al. 2021, on progressive sharpening and width",
        setting.widths().stream()
            .map(width ->
                setting.flow(
                    "width-" + width,
                    "data.subset.count=" + setting.few(),
                    "network.hidden=[%d, %d]".formatted(width, width)))
            .toList(),
        runs -> EdgeChecks.everMoreSharpening(runs.reversed()));
  }
}
