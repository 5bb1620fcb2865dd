package brink.lab.study;

import brink.lab.analysis.Listing;
import brink.lab.analysis.PowerLaw;
import brink.lab.analysis.Sharpening;
import brink.lab.analysis.SizeFamily;
import brink.lab.analysis.SizedRun;
import brink.lab.analysis.Transient;
import brink.lab.record.StepRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Tables 1 and 2 of Lowell and Kastner (2024) as we find them, and the numbers of every run. */
public final class LowellTables {
  private static final String NONE = "–";

  private LowellTables() {}

  /** All tables. */
  public static List<Listing> of(List<SizeFamily> families) {
    return List.of(ran(families), laws(families), runs(families));
  }

  /** What was run. */
  private static Listing ran(List<SizeFamily> families) {
    var rows = new ArrayList<List<String>>();
    for (var family : families) {
      for (int n : family.sizes()) {
        var runs = family.runs().stream().filter(run -> run.n() == n).toList();
        rows.add(
            List.of(
                family.title(),
                Integer.toString(n),
                Integer.toString(runs.size()),
                mean(runs, "%.0f", StepRow::step),
                mean(runs, "%.0f", StepRow::gradients),
                mean(runs, "%.0f", StepRow::hvps),
                mean(runs, "%.3g", StepRow::t),
                mean(runs, "%.0f", StepRow::seconds),
                settled(runs)));
      }
    }
    return new Listing(
        "table-1",
        "Table 1: what was run",
        "Means over the runs of a size: accepted steps of the solver, gradients and Hessian-vector products that they took, the flow's time at the end, wall-clock seconds with all measurements, and the time until which "
            + Transient.WORDS
            + " is set aside.",
        List.of(
            "data set, criterion",
            "n",
            "runs",
            "steps",
            "gradients",
            "products",
            "t at the end",
            "seconds",
            "set aside to t"),
        rows);
  }

  private static String mean(List<SizedRun> runs, String format, ToDoubleFunction<StepRow> value) {
    var mean =
        runs.stream()
            .flatMap(run -> run.data().steps().reversed().stream().limit(1))
            .mapToDouble(value)
            .average();
    return mean.isPresent() ? format.formatted(mean.getAsDouble()) : NONE;
  }

  private static String settled(List<SizedRun> runs) {
    var mean =
        runs.stream()
            .flatMap(run -> run.sharpening().stream())
            .mapToDouble(s -> s.settled().t())
            .average();
    return mean.isPresent() ? "%.3g".formatted(mean.getAsDouble()) : NONE;
  }

  /** The power laws, beside the published ones. */
  private static Listing laws(List<SizeFamily> families) {
    return new Listing(
        "table-2",
        "Table 2: the peak of layerwise Jacobian alignment as a n^b",
        "Fitted to the peaks of AL_J after the transient, of all runs; %.0f %% intervals by bootstrap over pairs of seeds, %,d resamples. From four pairs no such interval is surer than 87.5 %%. Beside them the published values."
            .formatted(100 * LowellClaims.LEVEL, LowellClaims.RESAMPLES),
        List.of(
            "data set, criterion",
            "runs",
            "a",
            "interval of a",
            "published a",
            "b",
            "interval of b",
            "published b",
            "R²",
            "published R²"),
        families.stream().map(LowellTables::law).toList());
  }

  private static List<String> law(SizeFamily family) {
    var law = family.law();
    var sure =
        law.flatMap(
            _ -> PowerLaw.bootstrap(family.peaks(), LowellClaims.LEVEL, LowellClaims.RESAMPLES));
    var published = family.published();
    return List.of(
        family.title(),
        Integer.toString(family.peaks().size()),
        cell(law, "%.3g", PowerLaw::a),
        interval(sure.map(PowerLaw.Bootstrap::a), "%.3g"),
        cell(published, "%.4f", PowerLaw::a),
        cell(law, "%.3f", PowerLaw::b),
        interval(sure.map(PowerLaw.Bootstrap::b), "%.3f"),
        cell(published, "%.2f", PowerLaw::b),
        cell(law, "%.3f", PowerLaw::rSquared),
        cell(published, "%.2f", PowerLaw::rSquared));
  }

  private static String cell(
      Optional<PowerLaw> law, String format, ToDoubleFunction<PowerLaw> value) {
    return law.map(l -> format.formatted(value.applyAsDouble(l))).orElse(NONE);
  }

  private static String interval(Optional<PowerLaw.Interval> interval, String format) {
    return interval
        .map(i -> format.formatted(i.from()) + " to " + format.formatted(i.to()))
        .orElse(NONE);
  }

  /** Every run. */
  private static Listing runs(List<SizeFamily> families) {
    return new Listing(
        "runs",
        "Every run",
        "Seeds are of network and subset. Sharpness at the first moment after the transient and at its peak; over the moments since, the largest top(R), its part of top(Hess), the distance of top(G) from top(Hess), the largest E|K_l|² of a later layer over that of the first, the peak of AL_J, the largest bound had AL_J not risen, and 2 over it.",
        List.of(
            "",
            "n",
            "seeds",
            "folder",
            "sharpness",
            "its peak",
            "top(R)",
            "part",
            "top(G) off",
            "later layers",
            "peak AL_J",
            "bound",
            "2 / bound"),
        families.stream()
            .flatMap(family -> family.runs().stream().map(run -> run(family, run)))
            .toList());
  }

  private static List<String> run(SizeFamily family, SizedRun run) {
    var row = new ArrayList<String>();
    row.add(family.key());
    row.add(Integer.toString(run.n()));
    row.add(run.seeds());
    row.add(run.data().folder().path().getFileName().toString());
    var found = run.sharpening();
    row.add(number(found, s -> Sharpening.top(s.settled())));
    row.add(number(found, s -> Sharpening.top(s.peak())));
    row.add(number(found, Sharpening::residual));
    row.add(number(found, Sharpening::residualPart));
    row.add(number(found, Sharpening::gap));
    row.add(number(found, Sharpening::laterLayers));
    row.add(number(found, Sharpening::alignment));
    var bounded = found.filter(s -> s.bound().isPresent());
    row.add(number(bounded, s -> s.bound().orElseThrow()));
    row.add(number(bounded, s -> 2 / s.bound().orElseThrow()));
    return row;
  }

  private static String number(Optional<Sharpening> found, ToDoubleFunction<Sharpening> value) {
    return found.map(s -> "%.4g".formatted(value.applyAsDouble(s))).orElse(NONE);
  }
}
