package brink.lab.analysis;

import brink.core.operator.LinearOperator;
import brink.core.vector.FlatSpace;
import brink.core.vector.Vec;
import brink.lab.record.Spectrum;
import brink.nn.jacobian.Amplification;
import brink.nn.jacobian.Decomposition;
import brink.nn.jacobian.LayerwiseJacobians;
import brink.nn.objective.Evaluation;
import brink.nn.objective.Objective;
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
  private final Optional<LayerwiseJacobians> jacobians;
  private final SpectrumMeter spectra;
  private final int profiles;

  /** A meter of a subject's objective, which stays open for as long as this is. */
  public MomentMeter(Subject subject, Objective objective, Measure measure) {
    FlatSpace space = objective.space();
    this.objective = objective;
    this.spectra = new SpectrumMeter(space, measure);
    this.jacobians = subject.jacobians(measure);
    this.profiles = Math.min(measure.amplification(), subject.data().size());
  }

  /**
   * What is known of one set of weights.
   *
   * @param evaluation loss and accuracy
   * @param gradientNorm |grad L|
   * @param spectrum ends of the spectra
   * @param decomposition layer by layer, where it is measured
   */
  public record Measured(
      Evaluation evaluation,
      double gradientNorm,
      Spectrum spectrum,
      Optional<Decomposition> decomposition) {}

  /** Measures at theta, which must not change meanwhile. */
  public Measured at(Vec theta) {
    return at(theta, Optional.empty());
  }

  /**
   * The same during an adaptive descent.
   *
   * @param preconditioned the Hessian as the descent sees it, where it is adaptive
   */
  public Measured at(Vec theta, Optional<UnaryOperator<LinearOperator>> preconditioned) {
    var space = objective.space();
    try (var work = space.workspace();
        var linearization = objective.at(theta)) {
      var gradient = work.vec();
      linearization.gradient(gradient);
      var spectrum = spectra.measure(linearization, preconditioned);
      return new Measured(
          objective.evaluate(theta),
          space.norm(gradient),
          spectrum,
          jacobians.map(j -> j.at(theta)));
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

  /** Amplification profiles of the first examples, as many as are to be measured. */
  public List<Amplification> amplification(Vec theta) {
    return profiles == 0
        ? List.of()
        : jacobians.map(j -> j.amplification(theta, profiles)).orElse(List.of());
  }

  @Override
  public void close() {
    spectra.close();
  }
}
