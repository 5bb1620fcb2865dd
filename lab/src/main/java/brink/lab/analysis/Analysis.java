package brink.lab.analysis;

import brink.core.eigen.EigenRequest;
import brink.core.eigen.Eigenpairs;
import brink.core.eigen.End;
import brink.core.eigen.Lanczos;
import brink.core.eigen.Verdict;
import brink.core.operator.LinearOperator;
import brink.core.vector.Vec;
import brink.nn.jacobian.Amplification;
import brink.nn.jacobian.Decomposition;
import brink.nn.objective.Evaluation;
import brink.nn.objective.Objective;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Everything that is known of one set of weights on one data set: the spectra with their leading
 * eigenvalues, and the decomposition.
 *
 * @param subject that it was measured on
 * @param parameters P
 * @param evaluation loss and accuracy
 * @param gradientNorm |grad L|
 * @param spectra by operator: {@code hess}, {@code g}, {@code r}, {@code n} from their
 *     algebraically largest end, {@code hess_bottom} from the smallest
 * @param decomposition layer by layer, where it is measured
 * @param amplification of the first examples
 */
public record Analysis(
    Subject subject,
    long parameters,
    Evaluation evaluation,
    double gradientNorm,
    SequencedMap<String, Leading> spectra,
    Optional<Decomposition> decomposition,
    List<Amplification> amplification) {
  /**
   * Leading eigenvalues of one operator.
   *
   * @param values Ritz values from the wanted end
   * @param residuals their residual norms
   * @param products operator-vector products used
   * @param verdict whether the residuals meet the tolerance
   */
  public record Leading(
      List<Double> values, List<Double> residuals, long products, Verdict verdict) {}

  /** Measures at theta. */
  public static Analysis at(Subject subject, Objective objective, Measure measure, Vec theta) {
    var space = objective.space();
    var jacobians = subject.jacobians(measure);
    try (var work = space.workspace();
        var at = objective.at(theta)) {
      var gradient = work.vec();
      at.gradient(gradient);
      var spectra = new LinkedHashMap<String, Leading>();
      spectra.put("hess", leading(at.hessian(), End.LARGEST, measure));
      spectra.put("hess_bottom", leading(at.hessian(), End.SMALLEST, measure));
      spectra.put("g", leading(at.gaussNewton(), End.LARGEST, measure));
      spectra.put("r", leading(at.residual(), End.LARGEST, measure));
      spectra.put("n", leading(at.classicalGaussNewton(), End.LARGEST, measure));
      int profiles = Math.min(measure.amplification(), subject.data().size());
      return new Analysis(
          subject,
          space.dim(),
          objective.evaluate(theta),
          space.norm(gradient),
          spectra,
          jacobians.map(j -> j.at(theta)),
          profiles == 0
              ? List.of()
              : jacobians.map(j -> j.amplification(theta, profiles)).orElse(List.of()));
    }
  }

  private static Leading leading(LinearOperator operator, End end, Measure measure) {
    int count = (int) Math.min(measure.leading(), operator.space().dim());
    var request =
        new EigenRequest(count, end, measure.tolerance(), (long) measure.maxProducts() * count, 1);
    try (var work = operator.space().workspace()) {
      Eigenpairs pairs = new Lanczos(2 * count + 24, 2).solve(operator, request, work);
      return new Leading(
          Arrays.stream(pairs.values()).boxed().toList(),
          Arrays.stream(pairs.residuals()).boxed().toList(),
          pairs.applications(),
          pairs.verdict());
    }
  }
}
