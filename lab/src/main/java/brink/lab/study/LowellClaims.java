package brink.lab.study;

import brink.lab.analysis.PowerLaw;
import brink.lab.analysis.Sharpening;
import brink.lab.analysis.SizeFamily;
import brink.lab.record.Decomposition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hipparchus.stat.descriptive.rank.Median;

/**
 * The claims of Lowell and Kastner (2024) in numbers, ours beside theirs. All are over the moments
 * after the transient, of all runs of a family.
 */
public final class LowellClaims {
  /** Confidence of intervals. */
  static final double LEVEL = 0.95;

  /** Bootstrap resamples. */
  static final int RESAMPLES = 10_000;

  private static final double RESIDUAL_PART = 0.099;
  private static final double RESIDUAL = 56.74;
  private static final double GAP = 0.101;
  private static final double LATER_LAYERS = 1.37;

  private static final SharpnessFactor ALIGNMENT = SharpnessFactor.AL_J;
  private static final List<SharpnessFactor> OTHERS =
      List.of(
          SharpnessFactor.RHO,
          SharpnessFactor.PI_X,
          SharpnessFactor.AL_X,
          SharpnessFactor.PI_J,
          SharpnessFactor.D_L);

  private LowellClaims() {}

  /** What decides, family by family. */
  public static List<Check> of(List<SizeFamily> families) {
    return families.stream().flatMap(family -> of(family).stream()).toList();
  }

  private static List<Check> of(SizeFamily family) {
    var runs = family.runs().stream().flatMap(run -> run.sharpening().stream()).toList();
    if (runs.isEmpty()) {
      return List.of(
          new Check(
              family.title() + ": sharpness was taken apart after the transient",
              family.runs().isEmpty()
                  ? "no run is finished"
                  : "in none of %d runs".formatted(family.runs().size()),
              false));
    }
    var checks = new ArrayList<Check>();
    double part = largest(runs, Sharpening::residualPart);
    double residual = largest(runs, Sharpening::residual);
    double gap = largest(runs, Sharpening::gap);
    double later = largest(runs, Sharpening::laterLayers);
    checks.add(
        check(
            family,
            "top(R) at most 9.9 % of top(Hess)",
            "%.1f %% at most".formatted(100 * part),
            part <= RESIDUAL_PART));
    checks.add(
        check(
            family,
            "top(R) at most 56.74",
            "%.4g at most".formatted(residual),
            residual <= RESIDUAL));
    checks.add(
        check(
            family,
            "top(G) within 10.1 % of top(Hess)",
            "%.1f %% off at most".formatted(100 * gap),
            gap <= GAP));
    checks.add(
        check(
            family,
            "E|K_l|² of later layers at most 37 % above that of the first",
            later > 1
                ? "%.1f %% above at most".formatted(100 * (later - 1))
                : "always below, at most %.3g times".formatted(later),
            later <= LATER_LAYERS));
    checks.add(withSharpness(family, runs));
    checks.add(inAll(family, runs));
    checks.add(counterfactual(family, runs));
    family.published().ifPresent(published -> checks.add(law(family, published)));
    return checks;
  }

  private static Check check(SizeFamily family, String what, String found, boolean holds) {
    return new Check(family.title() + ": " + what, found, holds);
  }

  private static double largest(List<Sharpening> runs, ToDoubleFunction<Sharpening> value) {
    return runs.stream().mapToDouble(value).max().orElseThrow();
  }

  /** Which factor rises with sharpness to its peak, and by how much. */
  private static Check withSharpness(SizeFamily family, List<Sharpening> runs) {
    var rising = runs.stream().filter(Sharpening::rises).toList();
    return check(
        family,
        "as sharpness rises to its peak, of all its factors AL_J rises most",
        rising.isEmpty()
            ? "sharpness rises in no run"
            : "in %d of %d runs whose sharpness rises; median of peak over start: %s"
                .formatted(
                    most(rising, Sharpening::atPeak),
                    rising.size(),
                    medians(rising, Sharpening::atPeak)),
        !rising.isEmpty() && most(rising, Sharpening::atPeak) == rising.size());
  }

  /** Which factor rises by most in all. */
  private static Check inAll(SizeFamily family, List<Sharpening> runs) {
    return check(
        family,
        "in all of a run, of all factors of sharpness AL_J rises most",
        "in %d of %d runs; median of largest over first value: %s"
            .formatted(
                most(runs, Sharpening::atMost), runs.size(), medians(runs, Sharpening::atMost)),
        most(runs, Sharpening::atMost) == runs.size());
  }

  /** A ratio of a factor in a run. */
  private interface Rise
      extends BiFunction<Sharpening, Function<Decomposition, Optional<Double>>, Optional<Double>> {}

  /** In how many runs alignment rises, and by more than every other factor. */
  private static long most(List<Sharpening> runs, Rise rise) {
    return runs.stream()
        .filter(run -> {
          double alignment = rise.apply(run, ALIGNMENT::of).orElse(0.0);
          return alignment > 1
              && OTHERS.stream()
                  .allMatch(other -> rise.apply(run, other::of).orElse(0.0) < alignment);
        })
        .count();
  }

  private static String medians(List<Sharpening> runs, Rise rise) {
    return Stream.concat(Stream.of(ALIGNMENT), OTHERS.stream())
        .map(factor -> {
          var values =
              runs.stream()
                  .flatMap(run -> rise.apply(run, factor::of).stream())
                  .mapToDouble(Double::doubleValue)
                  .toArray();
          return values.length == 0
              ? factor.symbol() + " unknown"
              : "%s × %.3g".formatted(factor.symbol(), new Median().evaluate(values));
        })
        .collect(Collectors.joining(", "));
  }

  /** The bound on sharpness with alignment frozen, and the step size that it would have allowed. */
  private static Check counterfactual(SizeFamily family, List<Sharpening> runs) {
    var bounded = runs.stream().filter(run -> run.bound().isPresent()).toList();
    long below =
        bounded.stream()
            .filter(run -> run.bound().orElseThrow() < Sharpening.top(run.peak()))
            .count();
    return check(
        family,
        "had alignment stayed as it was, sharpness would be bounded below the peak that it came to",
        bounded.stream()
            .max(Comparator.comparingDouble(run -> Sharpening.top(run.peak())))
            .map(run ->
                "in %d of %d runs; in the sharpest one the bound is %.4g at most, the peak %.4g: a step size below %.3g would have been stable, instead of %.3g"
                    .formatted(
                        below,
                        bounded.size(),
                        run.bound().orElseThrow(),
                        Sharpening.top(run.peak()),
                        2 / run.bound().orElseThrow(),
                        2 / Sharpening.top(run.peak())))
            .orElse("no bound was computed"),
        !bounded.isEmpty() && below == bounded.size());
  }

  private static Check law(SizeFamily family, PowerLaw published) {
    var what =
        "the peak of AL_J grows as n^b, the published b = %.2f (R² %.2f) within our interval"
            .formatted(published.b(), published.rSquared());
    var law = family.law();
    var sure = law.flatMap(_ -> PowerLaw.bootstrap(family.peaks(), LEVEL, RESAMPLES));
    if (sure.isEmpty()) {
      return check(
          family,
          what,
          law.map(l -> "b = %.3f, without an interval: one pair of seeds".formatted(l.b()))
              .orElse("runs of two sizes at least are needed"),
          false);
    }
    var b = sure.get().b();
    return check(
        family,
        what,
        "b = %.3f, %.0f %% interval %.3f to %.3f (%d pairs of seeds, %,d resamples), R² %.3f"
            .formatted(
                law.get().b(),
                100 * LEVEL,
                b.from(),
                b.to(),
                sure.get().groups(),
                sure.get().resamples(),
                law.get().rSquared()),
        b.contains(published.b()));
  }
}
