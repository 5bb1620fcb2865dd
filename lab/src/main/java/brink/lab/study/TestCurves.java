package brink.lab.study;

import brink.lab.analysis.Chart;
import brink.lab.analysis.Chart.Axis;
import brink.lab.analysis.Chart.Curve;
import brink.lab.analysis.Chart.Look;
import brink.lab.analysis.Chart.Panel;
import brink.lab.analysis.EdgeOfStability;
import brink.lab.record.MomentRow;
import brink.lab.record.RunData;
import brink.lab.record.TestRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Loss and accuracy on training and test examples over time, at several learning rates.
 *
 * @param setting what is trained
 */
record TestCurves(Setting setting) {
  private static final double SAME = 0.02; // relative, of losses; of accuracies, of the examples
  private static final double APART = 3; // times as far as before the edge

  Study study() {
    return new Study(
        "test-curves",
        "As functions of time, the test curves of different learning rates coincide until the edge of stability is reached, and part from there on.",
        "Cohen et al. 2021, appendix",
        setting.rates().stream().map(setting::plain).toList(),
        (runs, _, _) -> findings(runs));
  }

  private static Findings findings(List<RunData> runs) {
    var checks =
        IntStream.range(1, runs.size())
            .mapToObj(i -> beside(runs.get(i - 1), runs.get(i)))
            .flatMap(List::stream)
            .toList();
    return new Findings(checks, List.of(chart(runs)));
  }

  /** A run beside one of a larger learning rate, which reaches its edge earlier. */
  private static List<Check> beside(RunData slow, RunData fast) {
    var reached = EdgeOfStability.of(fast).reached();
    if (reached.isEmpty()) {
      return List.of(new Check(title(fast) + ": the edge is reached", "never", false));
    }
    double until = reached.get().t();
    var before = fast.additional().tests().stream().filter(row -> time(fast, row) < until).toList();
    double loss =
        before.stream()
            .mapToDouble(row -> apart(row, nearest(slow, time(fast, row))))
            .max()
            .orElse(0);
    double accuracy =
        before.stream()
            .flatMap(row -> difference(row, nearest(slow, time(fast, row))).stream())
            .mapToDouble(Math::abs)
            .max()
            .orElse(0);
    var ends = List.of(slow.additional().tests().getLast(), fast.additional().tests().getLast());
    double end = apart(ends.getLast(), ends.getFirst());
    var both = title(slow) + " and " + title(fast);
    return List.of(
        new Check(
            both + ": before the edge, test losses within 2 %, test accuracies within 2 points",
            "%.2g %% and %.2g points apart at most, until t = %.3g"
                .formatted(100 * loss, 100 * accuracy, until),
            loss <= SAME && accuracy <= SAME),
        new Check(
            both + ": at the end, test losses are three times as far apart as that at least",
            "%.2g %%: %.3g beside %.3g; test accuracies %s"
                .formatted(
                    100 * end,
                    ends.getFirst().loss(),
                    ends.getLast().loss(),
                    ends.stream()
                        .flatMap(row -> row.accuracy().stream())
                        .map("%.3f"::formatted)
                        .reduce((a, b) -> a + " beside " + b)
                        .orElse("not measured")),
            end >= APART * loss));
  }

  private static double apart(TestRow row, TestRow other) {
    return Math.abs(row.loss() / other.loss() - 1);
  }

  private static Optional<Double> difference(TestRow row, TestRow other) {
    return row.accuracy().flatMap(a -> other.accuracy().map(b -> a - b));
  }

  private static TestRow nearest(RunData run, double t) {
    return run.additional().tests().stream()
        .reduce((a, b) -> Math.abs(time(run, b) - t) < Math.abs(time(run, a) - t) ? b : a)
        .orElseThrow();
  }

  private static double time(RunData run, TestRow row) {
    return run.moments().get(row.moment()).t();
  }

  private static String title(RunData run) {
    return run.provenance().title();
  }

  private static Chart chart(List<RunData> runs) {
    return new Chart(
        "test-curves",
        "Training and test curves over time",
        "On the axis of time, learning rate × steps; dashed, where each descent reaches its edge of stability.",
        List.of(
            panel(Axis.log("training loss"), runs, m -> Optional.of(m.loss())),
            panel(Axis.linear("training accuracy"), runs, MomentRow::accuracy),
            ofTests(Axis.log("test loss"), runs, row -> Optional.of(row.loss())),
            ofTests(Axis.linear("test accuracy"), runs, TestRow::accuracy)));
  }

  private static Panel panel(
      Axis y, List<RunData> runs, Function<MomentRow, Optional<Double>> value) {
    return panel(y, runs, runs.stream().map(run -> Series.of(run, value)).toList());
  }

  private static Panel ofTests(
      Axis y, List<RunData> runs, Function<TestRow, Optional<Double>> value) {
    return panel(
        y,
        runs,
        runs.stream()
            .map(run ->
                Series.of(
                    run,
                    run.additional().tests().stream()
                        .filter(row -> value.apply(row).isPresent())
                        .toList(),
                    TestRow::moment,
                    row -> value.apply(row).orElseThrow()))
            .toList());
  }

  private static Panel panel(Axis y, List<RunData> runs, List<Series> values) {
    var curves = new ArrayList<Curve>();
    var shown =
        values.stream()
            .flatMap(s -> s.points().stream())
            .mapToDouble(Chart.Point::y)
            .summaryStatistics();
    for (int i = 0; i < runs.size(); i++) {
      int series = i;
      EdgeOfStability.of(runs.get(i))
          .reached()
          .map(at -> Curve.upright("", series, at.t(), shown.getMin(), shown.getMax()))
          .ifPresent(curves::add);
      curves.add(values.get(i).curve(title(runs.get(i)), i, Look.DOTTED));
    }
    return new Panel(Axis.time(), y, curves);
  }
}
