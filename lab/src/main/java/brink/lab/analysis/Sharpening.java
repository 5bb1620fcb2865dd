package brink.lab.analysis;

import brink.lab.record.Decomposition;
import brink.lab.record.LayerRow;
import brink.lab.record.MomentRow;
import brink.lab.record.Ritz;
import brink.lab.record.RunData;
import brink.lab.record.Spectrum;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What the claims of Lowell and Kastner (2024) are about, in one run: extremes over its moments
 * after the {@link Transient} at which sharpness, its parts and its decomposition were measured.
 *
 * @param moments these moments
 * @param peak the one at which sharpness is largest
 * @param gap largest {@code |top(G) / top(Hess) - 1|}
 * @param residual largest {@code top(R)}
 * @param residualPart largest {@code top(R) / top(Hess)}
 * @param laterLayers largest {@code E|K_l|^2 / E|K_1|^2} of a layer l above the first; 0 where
 *     there is none
 * @param alignment largest AL_J, layerwise Jacobian alignment of all layers
 * @param bound largest bound on the sharpness with AL_J frozen at its value at the first moment
 */
public record Sharpening(
    List<MomentRow> moments,
    MomentRow peak,
    double gap,
    double residual,
    double residualPart,
    double laterLayers,
    double alignment,
    Optional<Double> bound) {

  /** Empty where there is no such moment. */
  public static Optional<Sharpening> of(RunData run) {
    var moments =
        run.moments().stream()
            .filter(Transient.of(run)::isOver)
            .filter(m -> m.decomposition().isPresent())
            .filter(m -> measured(m.spectrum()))
            .filter(m -> top(m) > 0)
            .toList();
    if (moments.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Sharpening(
            moments,
            moments.stream().max(Comparator.comparingDouble(Sharpening::top)).orElseThrow(),
            largest(moments, m -> Math.abs(value(m, Spectrum::topG) / top(m) - 1)),
            largest(moments, m -> value(m, Spectrum::topR)),
            largest(moments, m -> value(m, Spectrum::topR) / top(m)),
            laterLayers(
                run.layers(), moments.stream().map(MomentRow::moment).collect(Collectors.toSet())),
            largest(moments, m -> m.decomposition().orElseThrow().components().alJ()),
            moments.stream().flatMap(m -> m.bound().stream()).max(Double::compare)));
  }

  /** The sharpness at a moment at which it was measured. */
  public static double top(MomentRow moment) {
    return value(moment, Spectrum::topHess);
  }

  /** The first moment. */
  public MomentRow settled() {
    return moments.getFirst();
  }

  /** Whether sharpness is larger than at the first moment at any other. */
  public boolean rises() {
    return peak.moment() != settled().moment();
  }

  /** A factor of sharpness at the peak of sharpness over its value at the first moment. */
  public Optional<Double> atPeak(Function<Decomposition, Optional<Double>> factor) {
    return over(peak.decomposition().flatMap(factor), factor);
  }

  /** The largest value of a factor of sharpness over that at the first moment. */
  public Optional<Double> atMost(Function<Decomposition, Optional<Double>> factor) {
    return over(
        moments.stream()
            .flatMap(m -> m.decomposition().flatMap(factor).stream())
            .max(Double::compare),
        factor);
  }

  private Optional<Double> over(
      Optional<Double> value, Function<Decomposition, Optional<Double>> factor) {
    return settled()
        .decomposition()
        .flatMap(factor)
        .filter(before -> before > 0)
        .flatMap(before -> value.map(after -> after / before));
  }

  private static boolean measured(Spectrum spectrum) {
    return spectrum.topHess().isPresent()
        && spectrum.topG().isPresent()
        && spectrum.topR().isPresent();
  }

  private static double value(MomentRow moment, Function<Spectrum, Optional<Ritz>> which) {
    return which.apply(moment.spectrum()).orElseThrow().value();
  }

  private static double largest(List<MomentRow> moments, ToDoubleFunction<MomentRow> value) {
    return moments.stream().mapToDouble(value).max().orElseThrow();
  }

  private static double laterLayers(List<LayerRow> rows, Set<Integer> moments) {
    var first =
        rows.stream()
            .filter(r -> r.layer() == 1 && r.eKl2() > 0) // 0 where no signal comes through
            .collect(Collectors.toMap(LayerRow::moment, LayerRow::eKl2));
    return rows.stream()
        .filter(r -> r.layer() > 1 && moments.contains(r.moment()) && first.containsKey(r.moment()))
        .mapToDouble(r -> r.eKl2() / first.get(r.moment()))
        .max()
        .orElse(0);
  }
}
