package brink.lab.study;

import brink.lab.analysis.EdgeOfStability;
import brink.lab.record.MomentRow;
import brink.lab.record.Ritz;
import brink.lab.record.RunData;
import brink.lab.record.StepRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What decides whether runs bear a claim of the edge of stability out. */
final class EdgeChecks {
  private static final double NEAR = 0.05; // relative distance that counts as hovering at the edge
  private static final double JUST_ABOVE = 0.15; // the same, of wide swings
  private static final double TRACKED = 0.1; // relative distance from the flow

  private EdgeChecks() {}

  /** The median of sharpness over the edge, late. */
  static Check hovers(RunData run) {
    return hovers(run, NEAR);
  }

  /**
   * The same of several runs, from the smallest learning rate on. The larger the rate, the wider
   * the swing, and the more of the loss's fourth derivatives it sees: along a swing that bends the
   * tanh, the mean curvature is less than the sharpness in its middle, which then stands above the
   * edge. So only the first run has to be as near as others are.
   */
  static List<Check> hoverOrJustAbove(List<RunData> runs) {
    return IntStream.range(0, runs.size())
        .mapToObj(i -> hovers(runs.get(i), i == 0 ? NEAR : JUST_ABOVE))
        .toList();
  }

  /** The same, with a relative distance that counts as hovering. */
  static Check hovers(RunData run, double near) {
    var edge = EdgeOfStability.of(run);
    var what = "%s: sharpness within %.0f %% of the edge, late".formatted(title(run), 100 * near);
    return edge.plateau()
        .map(plateau ->
            new Check(
                what,
                "%.3f times %.4g".formatted(plateau.ratio(), edge.readings().getLast().edge()),
                Math.abs(plateau.ratio() - 1) <= near))
        .orElseGet(() ->
            new Check(
                what,
                "the edge is never reached; at the end %.4g of %.4g"
                    .formatted(last(edge).sharpness(), last(edge).edge()),
                false));
  }

  /** The loss from the edge on. */
  static List<Check> unstableYetFalling(RunData run) {
    var reached = EdgeOfStability.of(run).reached();
    if (reached.isEmpty()) {
      return List.of(new Check(title(run) + ": the edge is reached", "never", false));
    }
    int from = (int) Math.min(reached.get().step(), run.steps().size() - 1);
    var steps = run.steps();
    long rises =
        IntStream.range(Math.max(1, from), steps.size())
            .filter(i -> steps.get(i).loss() > steps.get(i - 1).loss())
            .count();
    int tenth = Math.max(1, (steps.size() - from) / 10);
    double first = meanLoss(steps.subList(from, from + tenth));
    double last = meanLoss(steps.subList(steps.size() - tenth, steps.size()));
    return List.of(
        new Check(
            title(run) + ": the loss rises in some steps at the edge",
            "%d of %d".formatted(rises, steps.size() - from),
            rises > 0),
        new Check(
            title(run)
                + ": its mean over the last tenth of them is below nine tenths of the first's",
            "%.3g after %.3g".formatted(last, first),
            last < 0.9 * first));
  }

  private static double meanLoss(List<StepRow> steps) {
    return steps.stream().mapToDouble(StepRow::loss).average().orElseThrow();
  }

  /** A descent beside the flow, until the edge and beyond. */
  static List<Check> tracks(RunData descent, RunData flow) {
    var edge = EdgeOfStability.of(descent);
    var reached = edge.reached();
    if (reached.isEmpty()) {
      return List.of(new Check(title(descent) + ": the edge is reached", "never", false));
    }
    double worst =
        edge.readings().stream()
            .filter(reading -> reading.t() < reached.get().t())
            .mapToDouble(reading ->
                Math.abs(reading.sharpness() / sharpness(nearest(flow, reading.t())) - 1))
            .max()
            .orElse(0);
    double away =
        Departure.ofBoth(descent, flow).stream().mapToDouble(Departure::relative).max().orElse(1);
    double most = flow.moments().stream().mapToDouble(EdgeChecks::sharpness).max().orElseThrow();
    return List.of(
        new Check(
            "before the edge, the sharpness of descent within 10 % of the flow's",
            "%.1f %% off at most, until t = %.3g".formatted(100 * worst, reached.get().t()),
            worst <= TRACKED),
        new Check(
            "until then, the weights within 10 % of the distance travelled",
            "%.1f %% off at most".formatted(100 * away), away <= TRACKED),
        new Check(
            "the flow's sharpness rises beyond the edge by a fifth at least",
            "to %.4g, the edge being %.4g".formatted(most, reached.get().edge()),
            most >= 1.2 * reached.get().edge()));
  }

  /** Sharpness before and after a drop of the learning rate by half. */
  static List<Check> rises(RunData run, double oldEdge) {
    var readings = EdgeOfStability.of(run).readings();
    double before =
        readings.stream()
            .filter(reading -> reading.edge() < 1.5 * oldEdge)
            .reduce((_, later) -> later)
            .orElseThrow()
            .sharpness();
    var end = readings.getLast();
    return List.of(
        new Check(
            "before the drop, sharpness at the edge",
            "%.3f times %.4g".formatted(before / oldEdge, oldEdge),
            before >= (1 - NEAR) * oldEdge),
        new Check(
            "after it, sharpness rises by a fifth at least",
            "from %.4g to %.4g".formatted(before, end.sharpness()),
            end.sharpness() >= 1.2 * before),
        new Check(
            "but not beyond the new edge",
            "%.3f times %.4g".formatted(end.ratio(), end.edge()),
            end.ratio() <= 1 + NEAR));
  }

  /** The end of each run is flatter than that of the one before. */
  static List<Check> everFlatter(List<RunData> runs) {
    return IntStream.range(1, runs.size())
        .mapToObj(i -> flatter(runs.get(i - 1), runs.get(i)))
        .toList();
  }

  /** Whether a run ends flatter than another. */
  static Check flatter(RunData sharper, RunData flatter) {
    double of = sharpness(sharper.moments().getLast());
    double in = sharpness(flatter.moments().getLast());
    return new Check(
        "at the end, the sharpness of %s below nine tenths of that of %s"
            .formatted(title(flatter), title(sharper)),
        "%.4g beside %.4g".formatted(in, of),
        in < 0.9 * of);
  }

  /**
   * Steps to the smallest loss that all come to, from the smallest learning rate to the largest.
   */
  static List<Check> everFaster(List<RunData> runs) {
    double level = runs.stream().mapToDouble(EdgeChecks::lowest).max().orElseThrow();
    var checks = new ArrayList<Check>();
    for (int i = 1; i < runs.size(); i++) {
      long before = stepsTo(level, runs.get(i - 1));
      long now = stepsTo(level, runs.get(i));
      checks.add(
          new Check(
              "loss %.3g in fewer steps with %s than with %s"
                  .formatted(level, title(runs.get(i)), title(runs.get(i - 1))),
              "%,d beside %,d".formatted(now, before),
              now < before));
    }
    return checks;
  }

  private static double lowest(RunData run) {
    return run.steps().stream().mapToDouble(StepRow::loss).min().orElseThrow();
  }

  private static long stepsTo(double level, RunData run) {
    return run.steps().stream()
        .filter(step -> step.loss() <= level)
        .findFirst()
        .orElseThrow()
        .step();
  }

  /** Sharpness comes to the edge, and is far below it at the end. */
  static List<Check> reachesAndFalls(RunData run) {
    var readings = EdgeOfStability.of(run).readings();
    var top =
        readings.stream()
            .max(Comparator.comparingDouble(EdgeOfStability.Reading::ratio))
            .orElseThrow();
    var end = readings.getLast();
    return List.of(
        new Check(
            title(run) + ": sharpness comes to the edge",
            "%.3f times %.4g, at t = %.3g".formatted(top.ratio(), top.edge(), top.t()),
            top.ratio() >= 1 - NEAR),
        new Check(
            title(run) + ": at the end it is below four fifths of the edge",
            "%.3f times %.4g, at loss %.3g"
                .formatted(end.ratio(), end.edge(), run.moments().getLast().loss()),
            end.ratio() < 0.8));
  }

  /** The factor by which sharpness rises becomes larger from run to run. */
  static List<Check> everMoreSharpening(List<RunData> runs) {
    return IntStream.range(1, runs.size())
        .mapToObj(i -> {
          double before = gain(runs.get(i - 1));
          double now = gain(runs.get(i));
          return new Check(
              "sharpness rises by a larger factor in %s than in %s"
                  .formatted(title(runs.get(i)), title(runs.get(i - 1))),
              "%.3g beside %.3g".formatted(now, before),
              now > before);
        })
        .toList();
  }

  /** The displacement along the leading eigenvector, from the edge on. */
  static List<Check> swings(RunData run) {
    var along = run.additional().projections().stream().filter(row -> row.index() == 1).toList();
    if (along.size() < 2) {
      return List.of(new Check(title(run) + ": the edge is reached", "never", false));
    }
    int turns = 0;
    for (int i = 1; i < along.size(); i++) {
      boolean turned = along.get(i).gradient() * along.get(i - 1).gradient() < 0;
      turns += turned ? 1 : 0;
    }
    double first = Math.abs(along.get(1).displacement());
    double most =
        along.stream().mapToDouble(row -> Math.abs(row.displacement())).max().orElseThrow();
    return List.of(
        new Check(
            "the gradient along the leading eigenvector changes sign in most steps",
            "in %,d of %,d".formatted(turns, along.size() - 1),
            turns > (along.size() - 1) / 2),
        new Check(
            "the displacement along it grows to ten times that of the first step at least",
            "from %.3g to %.3g".formatted(first, most),
            most >= 10 * first));
  }

  /** The loss of the quadratic model beside that of the training. */
  static List<Check> modelDiverges(RunData run) {
    var rows = run.additional().taylor();
    if (rows.size() < 2) {
      return List.of(new Check(title(run) + ": the edge is reached", "never", false));
    }
    double began = rows.getFirst().loss();
    var end = rows.getLast();
    return List.of(
        new Check(
            "the quadratic model's loss grows beyond a hundred times that where it was taken",
            "from %.3g to %.3g, %,d steps on".formatted(began, end.model(), rows.size() - 1),
            end.model() > 100 * began),
        new Check(
            "the training's does not grow beyond twice",
            "to %.3g".formatted(end.loss()),
            end.loss() < 2 * began));
  }

  private static double gain(RunData run) {
    double most = run.moments().stream().mapToDouble(EdgeChecks::sharpness).max().orElseThrow();
    return most / sharpness(run.moments().getFirst());
  }

  private static EdgeOfStability.Reading last(EdgeOfStability edge) {
    return edge.readings().getLast();
  }

  private static MomentRow nearest(RunData run, double t) {
    return run.moments().stream()
        .reduce((a, b) -> Math.abs(b.t() - t) < Math.abs(a.t() - t) ? b : a)
        .orElseThrow();
  }

  private static double sharpness(MomentRow moment) {
    return moment.spectrum().topHess().map(Ritz::value).orElseThrow();
  }

  private static String title(RunData run) {
    return run.provenance().title();
  }
}
