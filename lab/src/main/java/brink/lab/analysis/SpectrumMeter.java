package brink.lab.analysis;

import brink.core.eigen.EigenRequest;
import brink.core.eigen.End;
import brink.core.eigen.Lanczos;
import brink.core.operator.LinearOperator;
import brink.core.random.RandomStream;
import brink.core.vector.Block;
import brink.core.vector.Space;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import brink.lab.record.Ritz;
import brink.lab.record.Spectrum;
import brink.nn.objective.Linearization;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The ends of the spectra of Hess, G, R and N, moment after moment. Each search starts from the
 * eigenvector found at the moment before with a tenth of a random vector mixed in, so that an
 * eigenvalue that has overtaken the old one is not missed.
 */
public final class SpectrumMeter implements AutoCloseable {
  private static final Lanczos METHOD =
      new Lanczos(12, 1); // one top pair: a pass over the basis costs more than a product saved

  /** The ends that are measured. */
  private enum Mark {
    TOP_HESS(End.LARGEST),
    TOP_G(End.LARGEST),
    TOP_R(End.LARGEST),
    TOP_N(End.LARGEST),
    BOTTOM_HESS(End.SMALLEST),
    TOP_PRECONDITIONED(End.LARGEST);

    final End end;

    Mark(End end) {
      this.end = end;
    }
  }

  private final Space space;
  private final Measure measure;
  private final Workspace work;
  private final Map<Mark, Vec> last = new EnumMap<>(Mark.class);

  /** A meter for operators on a space. */
  public SpectrumMeter(Space space, Measure measure) {
    this.space = space;
    this.measure = measure;
    this.work = space.workspace();
  }

  /**
   * Measures at one point; the Ritz values carry their residual norms and verdicts.
   *
   * @param preconditioned the Hessian as an adaptive method sees it, where there is one
   */
  public Spectrum measure(
      Linearization at, Optional<UnaryOperator<LinearOperator>> preconditioned) {
    return new Spectrum(
        Optional.of(find(Mark.TOP_HESS, at.hessian())),
        found(measure.gaussNewton(), Mark.TOP_G, at::gaussNewton),
        found(measure.gaussNewton(), Mark.TOP_R, at::residual),
        found(measure.classical(), Mark.TOP_N, at::classicalGaussNewton),
        found(measure.bottom(), Mark.BOTTOM_HESS, at::hessian),
        preconditioned.map(p -> find(Mark.TOP_PRECONDITIONED, p.apply(at.hessian()))));
  }

  /**
   * The eigenvectors that the next searches start from, by name; they change with every
   * measurement.
   */
  public Map<String, Vec> starts() {
    return last.entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
  }

  /** Starts the next searches from eigenvectors of these names. */
  public void startFrom(Map<String, Vec> starts) {
    for (var mark : Mark.values()) {
      Optional.ofNullable(starts.get(mark.name()))
          .ifPresent(v -> space.copy(v, last.computeIfAbsent(mark, _ -> work.vec())));
    }
  }

  private Optional<Ritz> found(boolean wanted, Mark mark, Supplier<LinearOperator> operator) {
    return wanted ? Optional.of(find(mark, operator.get())) : Optional.empty();
  }

  private Ritz find(Mark mark, LinearOperator operator) {
    var request =
        new EigenRequest(1, mark.end, measure.tolerance(), measure.maxProducts(), mark.ordinal());
    try (var here = space.workspace()) {
      var pairs =
          last.containsKey(mark)
              ? METHOD.solve(operator, request, start(last.get(mark), here), here)
              : METHOD.solve(operator, request, here);
      space.copy(pairs.vectors().column(0), last.computeIfAbsent(mark, _ -> work.vec()));
      return new Ritz(pairs.values()[0], pairs.residuals()[0], pairs.converged());
    }
  }

  private Block start(Vec found, Workspace here) {
    var start = here.vec();
    space.randomize(start, RandomStream.of(1, "beside the last eigenvector"));
    double part = 0.1 / space.norm(start);
    space.combine(new double[] {1, part}, new Vec[] {found, start}, start);
    return start;
  }

  /** Frees the vectors kept from moment to moment. */
  @Override
  public void close() {
    work.close();
  }
}
