package brink.lab.report;

import brink.lab.record.Decomposition;
import brink.lab.record.EigenvalueRow;
import brink.lab.record.MomentRow;
import brink.lab.record.OutputCurvatureRow;
import brink.lab.record.Ritz;
import brink.lab.record.RunData;
import brink.lab.record.SmoothnessRow;
import brink.lab.record.Spectrum;
import brink.lab.record.StepRow;
import brink.lab.record.TestRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** The table of a run's main numbers: each just after the transient, at peak sharpness and last. */
final class KeyNumbers {
  /**
   * A quantity at three moments.
   *
   * @param name in words and symbols
   * @param values [3], empty where not measured
   */
  record Entry(String name, List<String> values) {}

  private KeyNumbers() {}

  /** The column heads: where the three moments are. */
  static List<String> heads(Course course) {
    return List.of(
        course.since() + ", " + Words.at(course.settled().t()),
        "peak of sharpness, " + Words.at(course.peak().t()),
        "end, " + Words.at(course.last().t()));
  }

  static List<Entry> of(RunData run, Course course) {
    var entries = new ArrayList<Entry>();
    add(entries, course, "training loss", m -> Optional.of(m.loss()));
    add(entries, course, "training accuracy", MomentRow::accuracy);
    add(entries, course, "test loss", m -> test(run, m).map(TestRow::loss));
    add(entries, course, "test accuracy", m -> test(run, m).flatMap(TestRow::accuracy));
    add(entries, course, "sharpness, top(Hess)", m -> top(m, Spectrum::topHess));
    add(entries, course, "Gauss-Newton part, top(G)", m -> top(m, Spectrum::topG));
    add(entries, course, "residual part, top(R)", m -> top(m, Spectrum::topR));
    add(entries, course, "tangent kernel, top(N)", m -> top(m, Spectrum::topN));
    add(entries, course, "smallest eigenvalue of Hess", m -> top(m, Spectrum::bottomHess));
    for (int i = 2; i <= leading(run); i++) {
      int index = i;
      add(entries, course, "eigenvalue %d of Hess".formatted(i), m -> eigenvalue(run, m, index));
    }
    add(
        entries,
        course,
        "smoothness along the step",
        m ->
            ofMoment(run.additional().smoothness(), m, SmoothnessRow::moment)
                .map(SmoothnessRow::effective));
    add(
        entries,
        course,
        "curvature in the outputs, mean trace",
        m ->
            ofMoment(run.additional().outputCurvatures(), m, OutputCurvatureRow::moment)
                .map(OutputCurvatureRow::trace));
    add(entries, course, "E|K|²", m -> m.decomposition().map(Decomposition::eK2));
    for (var factor : Factor.values()) {
      add(entries, course, factor.words() + ", " + factor.symbol(), factor::at);
    }
    add(entries, course, "bound, alignment frozen", MomentRow::bound);
    add(entries, course, "distance from the start", m -> Optional.of(m.distance()));
    return entries;
  }

  private static Optional<TestRow> test(RunData run, MomentRow m) {
    return ofMoment(run.additional().tests(), m, TestRow::moment);
  }

  private static int leading(RunData run) {
    return run.additional().eigenvalues().stream().mapToInt(EigenvalueRow::index).max().orElse(1);
  }

  private static Optional<Double> eigenvalue(RunData run, MomentRow m, int index) {
    return run.additional().eigenvalues().stream()
        .filter(row -> row.moment() == m.moment() && row.index() == index)
        .map(row -> row.pair().value())
        .findFirst();
  }

  private static <R> Optional<R> ofMoment(List<R> rows, MomentRow m, ToIntFunction<R> moment) {
    return rows.stream().filter(row -> moment.applyAsInt(row) == m.moment()).findFirst();
  }

  /** What the run cost, in words. */
  static String cost(RunData run) {
    if (run.steps().isEmpty()) {
      return "No step was taken.";
    }
    StepRow last = run.steps().getLast();
    return Words.counted(last.step(), "step")
        + " ("
        + Numbers.count(last.rejected())
        + " rejected), "
        + Words.counted(last.gradients(), "gradient")
        + ", "
        + Words.counted(last.hvps(), "Hessian-vector product")
        + ", "
        + Numbers.shortly(last.seconds())
        + " s, "
        + Words.counted(run.moments().size(), "moment")
        + " measured.";
  }

  private static Optional<Double> top(MomentRow m, Function<Spectrum, Optional<Ritz>> which) {
    return SharpnessFigure.top(m, which);
  }

  private static void add(
      List<Entry> entries,
      Course course,
      String name,
      Function<MomentRow, Optional<Double>> value) {
    var values =
        List.of(course.settled(), course.peak(), course.last()).stream().map(value).toList();
    if (values.stream().anyMatch(Optional::isPresent)) {
      entries.add(
          new Entry(name, values.stream().map(v -> v.map(Numbers::shortly).orElse("")).toList()));
    }
  }
}
