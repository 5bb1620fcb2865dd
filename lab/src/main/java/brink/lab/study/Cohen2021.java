package brink.lab.study;

import brink.lab.analysis.EdgeOfStability;
import brink.lab.analysis.RunDistance;
import brink.lab.record.MomentRow;
import brink.lab.record.Ritz;
import brink.lab.record.RunData;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cohen, Kaur, Li, Kolter and Talwalkar, Gradient Descent on Neural Networks Typically Occurs at
 * the Edge of Stability (ICLR 2021): claims on fully connected networks.
 */
public final class Cohen2021 {
  private static final double NEAR = 0.05; // relative distance that counts as hovering at the edge
  private static final double TRACKED = 0.1; // relative distance from the flow

  private Cohen2021() {}

  /** All its studies, with runs of some scale. */
  public static List<Study> at(Scale scale) {
    var setting = Setting.of(scale);
    return List.of(
        edge(setting),
        loss(setting),
        flow(setting),
        drop(setting),
        momentum(setting),
        batches(setting));
  }

  private static Study edge(Setting setting) {
    return new Study(
        "edge",
        "Gradient descent sharpens until the sharpness reaches 2 / eta, and from then on the sharpness hovers at or just above 2 / eta.",
        "Cohen et al. 2021, figure 1",
        setting.rates().stream().map(setting::plain).toList(),
        runs -> runs.stream().map(Cohen2021::hovers).toList());
  }

  private static Study loss(Setting setting) {
    return new Study(
        "loss",
        "At the edge of stability the training loss rises and falls from step to step, yet decreases over longer times.",
        "Cohen et al. 2021",
        setting.rates().stream().map(setting::plain).toList(),
        runs -> runs.stream().flatMap(run -> unstableYetFalling(run).stream()).toList());
  }

  private static Study flow(Setting setting) {
    return new Study(
        "flow",
        "Until the edge of stability is reached, gradient descent tracks the gradient flow; the flow's sharpness goes on rising beyond it.",
        "Cohen et al. 2021",
        List.of(setting.plain(setting.rates().getFirst()), setting.flow()),
        runs -> tracks(runs.getFirst(), runs.getLast()));
  }

  private static Study drop(Setting setting) {
    double rate = setting.rates().getLast();
    long step = Math.round(setting.time() / rate / 3);
    return new Study(
        "drop",
        "When the learning rate is dropped at the edge of stability, the sharpness rises again, towards the new 2 / eta.",
        "Cohen et al. 2021",
        List.of(setting.descent("drop", rate, "descent.drops=[{step: " + step + ", factor: 0.5}]")),
        runs -> rises(runs.getFirst(), 2 / rate));
  }

  private static Study momentum(Setting setting) {
    double rate = setting.rates().getFirst();
    return new Study(
        "momentum",
        "With Polyak or Nesterov momentum the sharpness hovers at (2 + 2 beta) / eta or (2 / eta) (1 + beta) / (1 + 2 beta).",
        "Cohen et al. 2021",
        List.of(with(setting, "polyak", rate), with(setting, "nesterov", rate)),
        runs -> runs.stream().map(Cohen2021::hovers).toList());
  }

  private static Recipe with(Setting setting, String momentum, double rate) {
    return setting.descent(
        momentum,
        rate,
        "descent.momentum={kind: %s, beta: %s}".formatted(momentum, setting.beta()));
  }

  private static Study batches(Setting setting) {
    double rate = setting.rates().getFirst();
    return new Study(
        "batches",
        "Stochastic gradient descent in small batches sharpens less: its sharpness stays below that of gradient descent at the same learning rate.",
        "Jastrzebski et al. 2020; Cohen et al. 2021",
        List.of(
            setting.plain(rate),
            setting.descent("batches", rate, "descent.batch={size: " + setting.batch() + "}")),
        runs -> flatter(runs.getFirst(), runs.getLast()));
  }

  private static Check hovers(RunData run) {
    var edge = EdgeOfStability.of(run);
    var what = title(run) + ": sharpness within 5 % of the edge, late";
    return edge.plateau()
        .map(plateau ->
            new Check(
                what,
                "%.3f times %.4g".formatted(plateau.ratio(), edge.readings().getLast().edge()),
                Math.abs(plateau.ratio() - 1) <= NEAR))
        .orElseGet(() ->
            new Check(
                what,
                "the edge is never reached; at the end %.4g of %.4g"
                    .formatted(last(edge).sharpness(), last(edge).edge()),
                false));
  }

  private static List<Check> unstableYetFalling(RunData run) {
    var reached = EdgeOfStability.of(run).reached();
    if (reached.isEmpty()) {
      return List.of(new Check(title(run) + ": the edge is reached", "never", false));
    }
    int from = Math.toIntExact(reached.get().step());
    var steps = run.steps();
    long rises =
        IntStream.range(Math.max(1, from), steps.size())
            .filter(i -> steps.get(i).loss() > steps.get(i - 1).loss())
            .count();
    double then = steps.get(Math.max(0, from - 1)).loss();
    double end = steps.getLast().loss();
    return List.of(
        new Check(
            title(run) + ": the loss rises in some steps at the edge",
            "%d of %d".formatted(rises, steps.size() - from),
            rises > 0),
        new Check(
            title(run) + ": at the end it is below half of what it was when the edge was reached",
            "%.3g after %.3g".formatted(end, then),
            end < then / 2));
  }

  private static List<Check> tracks(RunData descent, RunData flow) {
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
        RunDistance.between(descent, flow).stream()
            .filter(at -> at.t() < reached.get().t() && at.travelled() > 0)
            .mapToDouble(at -> at.distance() / at.travelled())
            .max()
            .orElse(1);
    double most = flow.moments().stream().mapToDouble(Cohen2021::sharpness).max().orElseThrow();
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

  private static List<Check> rises(RunData run, double oldEdge) {
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

  private static List<Check> flatter(RunData whole, RunData batches) {
    double of = sharpness(whole.moments().getLast());
    double in = sharpness(batches.moments().getLast());
    return List.of(
        new Check(
            "at the end, the sharpness of descent in batches below nine tenths of that of whole gradients",
            "%.4g beside %.4g".formatted(in, of),
            in < 0.9 * of));
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
