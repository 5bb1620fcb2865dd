package brink.lab.analysis;

import brink.core.operator.LinearOperator;
import brink.core.vector.FlatSpace;
import brink.core.vector.Vec;
import brink.lab.record.Ritz;
import brink.lab.record.Spectrum;
import brink.nn.jacobian.Amplification;
import brink.nn.jacobian.Decomposition;
import brink.nn.jacobian.LayerwiseJacobians;
import brink.nn.objective.Evaluation;
import brink.nn.objective.Objective;
import brink.nn.objective.OutputCurvature;
import brink.nn.objective.OutputCurvatureMeter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Measures loss, spectra and the whole decomposition at one set of weights after another. Costs, in
 * gradients: some twenty for the layerwise part, and for each end of a spectrum some tens of
 * products.
 */
public final class MomentMeter implements AutoCloseable {
  private final Objective objective;
  private final Measure measure;
  private final Optional<LayerwiseJacobians> jacobians;
  private final SpectrumMeter spectra;
  private final Optional<OutputCurvatureMeter> outputs;
  private final int profiles;

  /** A meter of a subject's objective, which stays open for as long as this is. */
  public MomentMeter(Subject subject, Objective objective, Measure measure) {
    FlatSpace space = objective.space();
    this.objective = objective;
    this.measure = measure;
    this.jacobians = subject.jacobians(measure);
    this.outputs = subject.outputCurvature(measure);
    this.spectra = new SpectrumMeter(space, measure);
    this.profiles = Math.min(measure.amplification(), subject.data().size());
  }

  /**
   * What is known of one set of weights.
   *
   * @param evaluation loss and accuracy
   * @param gradientNorm |grad L|
   * @param spectrum ends of the spectra
   * @param leading the Hessian's algebraically largest eigenvalues, as many as are measured
   * @param decomposition layer by layer, where it is measured
   * @param effectiveSmoothness along a step, where it is measured
   * @param outputCurvature of the loss in the outputs, where it is measured
   */
  public record Measured(
      Evaluation evaluation,
      double gradientNorm,
      Spectrum spectrum,
      List<Ritz> leading,
      Optional<Decomposition> decomposition,
      Optional<Double> effectiveSmoothness,
      Optional<OutputCurvature> outputCurvature) {}

  /**
   * Measures at theta, which must not change meanwhile.
   *
   * @param learningRate of a descent's step there; empty for a flow
   * @param preconditioned the Hessian as the descent sees it, where it is adaptive
   */
  public Measured at(
      Vec theta,
      Optional<Double> learningRate,
      Optional<UnaryOperator<LinearOperator>> preconditioned) {
    var space = objective.space();
    try (var work = space.workspace();
        var linearization = objective.at(theta)) {
      var gradient = work.vec();
      linearization.gradient(gradient);
      var found = spectra.measure(linearization, preconditioned);
      return new Measured(
          objective.evaluate(theta),
          space.norm(gradient),
          found.spectrum(),
          found.leading(),
          jacobians.map(j -> j.at(theta)),
          learningRate.flatMap(eta -> smoothness(theta, gradient, eta)),
          outputs.map(meter -> meter.at(theta)));
    }
  }

  /** See {@link SpectrumMeter#starts}. */
  public Map<String, Vec> starts() {
    return spectra.starts();
  }

  /** See {@link SpectrumMeter#startFrom}. */
  public void startFrom(Map<String, Vec> starts) {
    spectra.startFrom(starts);
  }

  private Optional<Double> smoothness(Vec theta, Vec gradient, double eta) {
    return measure
        .effectiveSmoothness()
        .flatMap(points -> Smoothness.effective(objective, theta, gradient, eta, points));
  }

  /** Amplification profiles of the first examples, as many as are to be measured. */
  public List<Amplification> amplification(Vec theta) {
    return profiles == 0
        ? List.of()
        : jacobians.map(j -> j.amplification(theta, profiles)).orElse(List.of());
  }

  @Override
  public void close() {
    spectra.close();
    outputs.ifPresent(OutputCurvatureMeter::close);
  }
}
