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
 * @param slices of the loss along the Hessian's first eigenvector and against the gradient, where
 *     they were asked for
 */
public record Analysis(
    Subject subject,
    long parameters,
    Evaluation evaluation,
    double gradientNorm,
    SequencedMap<String, Leading> spectra,
    Optional<Decomposition> decomposition,
    List<Amplification> amplification,
    List<Slice> slices) {
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
      var first = work.vec();
      var other = work.vec();
      spectra.put("hess", leading(at.hessian(), End.LARGEST, measure, first));
      spectra.put("hess_bottom", leading(at.hessian(), End.SMALLEST, measure, other));
      spectra.put("g", leading(at.gaussNewton(), End.LARGEST, measure, other));
      spectra.put("r", leading(at.residual(), End.LARGEST, measure, other));
      spectra.put("n", leading(at.classicalGaussNewton(), End.LARGEST, measure, other));
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
              : jacobians.map(j -> j.amplification(theta, profiles)).orElse(List.of()),
          measure
              .slices()
              .map(where -> Slice.at(objective, at, theta, first, gradient, where))
              .orElse(List.of()));
    }
  }

  /** Also writes the first eigenvector. */
  private static Leading leading(LinearOperator operator, End end, Measure measure, Vec first) {
    int count = (int) Math.min(measure.leading(), operator.space().dim());
    var request =
        new EigenRequest(count, end, measure.tolerance(), (long) measure.maxProducts() * count, 1);
    try (var work = operator.space().workspace()) {
      Eigenpairs pairs = new Lanczos(2 * count + 24, 2).solve(operator, request, work);
      operator.space().copy(pairs.vectors().column(0), first);
      return new Leading(
          Arrays.stream(pairs.values()).boxed().toList(),
          Arrays.stream(pairs.residuals()).boxed().toList(),
          pairs.applications(),
          pairs.verdict());
    }
  }
}
