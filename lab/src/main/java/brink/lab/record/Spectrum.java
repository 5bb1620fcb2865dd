package brink.lab.record;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Ends of the spectra at one moment; absent where not measured. Columns: the value under the key
 * below, its residual norm under {@code res_}key and its verdict under {@code converged_}key.
 *
 * @param topHess {@code top_hess}, the sharpness: algebraically largest eigenvalue of the Hessian
 * @param topG {@code top_g}, of the Gauss-Newton operator G
 * @param topR {@code top_r}, of the residual operator R = Hess - G
 * @param topN {@code top_n}, of the classical Gauss-Newton operator N = E[J^T J]
 * @param bottomHess {@code bottom_hess}, algebraically smallest eigenvalue of the Hessian
 * @param topPreconditioned {@code top_preconditioned}, of adaptive descents: of {@code P^(-1/2)
 *     (Hess + lambda I) P^(-1/2)}, P being what the step that follows is divided by
 */
public record Spectrum(
    Optional<Ritz> topHess,
    Optional<Ritz> topG,
    Optional<Ritz> topR,
    Optional<Ritz> topN,
    Optional<Ritz> bottomHess,
    Optional<Ritz> topPreconditioned) {

  /** Nothing measured. */
  public static Spectrum none() {
    return new Spectrum(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The sharpness that stands against the edge of stability: that of the preconditioned Hessian
   * where steps are adaptive, else that of the Hessian.
   */
  public Optional<Ritz> againstTheEdge() {
    return topPreconditioned.or(() -> topHess);
  }

  /** The pairs that were measured. */
  public Stream<Ritz> measured() {
    return Stream.of(topHess, topG, topR, topN, bottomHess, topPreconditioned)
        .flatMap(Optional::stream);
  }

  static Spectrum from(Cells cells) {
    return new Spectrum(
        ritz(cells, "top_hess"),
        ritz(cells, "top_g"),
        ritz(cells, "top_r"),
        ritz(cells, "top_n"),
        ritz(cells, "bottom_hess"),
        ritz(cells, "top_preconditioned"));
  }

  private static Optional<Ritz> ritz(Cells cells, String key) {
    return cells
        .maybe(key)
        .map(value -> new Ritz(value, cells.real("res_" + key), cells.flag("converged_" + key)));
  }
}
