package brink.lab.analysis;

import brink.core.eigen.EigenRequest;
import brink.core.eigen.End;
import brink.core.eigen.Lanczos;
import brink.core.eigen.WarmStart;
import brink.core.operator.LinearOperator;
import brink.core.random.RandomStream;
import brink.core.vector.Block;
import brink.core.vector.Space;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import brink.lab.record.Ritz;
import brink.lab.record.Spectrum;
import brink.nn.objective.Linearization;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The ends of the spectra of Hess, G, R and N, moment after moment. Each search starts from the
 * eigenvectors found at the moment before, see {@link WarmStart}. Several eigenvectors start as one
 * vector, their sum: on a network's Hessian that takes three quarters of the products of a random
 * start, and a block of them all takes half as many again.
 */
public final class SpectrumMeter implements AutoCloseable {
  private static final int SPARE = 10; // vectors of memory beside two a pair: more save no products

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
  private final Map<Mark, Vec> last = new EnumMap<>(Mark.class); // sums of eigenvectors

  /** A meter for operators on a space. */
  public SpectrumMeter(Space space, Measure measure) {
    this.space = space;
    this.measure = measure;
    this.work = space.workspace();
  }

  /**
   * What was found at a moment.
   *
   * @param spectrum its ends
   * @param leading the algebraically largest eigenvalues of the Hessian, as many as are measured,
   *     the first of them that of the spectrum
   */
  public record Reading(Spectrum spectrum, List<Ritz> leading) {}

  /**
   * Measures at one point; the Ritz values carry their residual norms and verdicts.
   *
   * @param preconditioned the Hessian as an adaptive method sees it, where there is one
   */
  public Reading measure(Linearization at, Optional<UnaryOperator<LinearOperator>> preconditioned) {
    var leading = find(Mark.TOP_HESS, at.hessian(), measure.eigenvalues());
    var spectrum =
        new Spectrum(
            Optional.of(leading.getFirst()),
            found(measure.gaussNewton(), Mark.TOP_G, at::gaussNewton),
            found(measure.gaussNewton(), Mark.TOP_R, at::residual),
            found(measure.classical(), Mark.TOP_N, at::classicalGaussNewton),
            found(measure.bottomToo(), Mark.BOTTOM_HESS, at::hessian),
            preconditioned.map(
                p -> find(Mark.TOP_PRECONDITIONED, p.apply(at.hessian()), 1).getFirst()));
    return new Reading(spectrum, leading);
  }

  /** What the next searches start from, by name; it changes with every measurement. */
  public Map<String, Vec> starts() {
    return last.entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
  }

  /** Starts the next searches from vectors of these names. */
  public void startFrom(Map<String, Vec> starts) {
    for (var mark : Mark.values()) {
      Optional.ofNullable(starts.get(mark.name()))
          .ifPresent(v -> space.copy(v, last.computeIfAbsent(mark, _ -> work.vec())));
    }
  }

  private Optional<Ritz> found(boolean wanted, Mark mark, Supplier<LinearOperator> operator) {
    return wanted ? Optional.of(find(mark, operator.get(), 1).getFirst()) : Optional.empty();
  }

  private List<Ritz> find(Mark mark, LinearOperator operator, int count) {
    long most = (long) measure.maxProducts() * count;
    var request = new EigenRequest(count, mark.end, measure.tolerance(), most, mark.ordinal());
    var method = new Lanczos(2 * count + SPARE, 1);
    try (var here = space.workspace()) {
      var pairs =
          last.containsKey(mark)
              ? method.solve(operator, request, start(last.get(mark), here), here)
              : method.solve(operator, request, here);
      keep(pairs.vectors(), last.computeIfAbsent(mark, _ -> work.vec()));
      // The scale of those that have converged where not all have: at most the operator's norm.
      double norm = Arrays.stream(pairs.values()).map(Math::abs).max().orElseThrow();
      return IntStream.range(0, count)
          .mapToObj(i ->
              new Ritz(
                  pairs.values()[i],
                  pairs.residuals()[i],
                  pairs.converged() || pairs.residuals()[i] <= measure.tolerance() * norm))
          .toList();
    }
  }

  private void keep(Block vectors, Vec into) {
    int count = vectors.columns();
    var ones = new double[count];
    Arrays.fill(ones, 1);
    var all = IntStream.range(0, count).mapToObj(vectors::column).toArray(Vec[]::new);
    space.combine(ones, all, into);
  }

  private Block start(Vec found, Workspace here) {
    var start = here.vec();
    WarmStart.beside(found, RandomStream.of(1, "beside the last eigenvector"), space, start);
    return start;
  }

  /** Frees the vectors kept from moment to moment. */
  @Override
  public void close() {
    work.close();
  }
}
