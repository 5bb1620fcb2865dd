package brink.lab.report;

import brink.lab.record.ProjectionRow;
import brink.lab.record.RunData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A descent along the leading eigenvectors of one of its moments, step by step. */
final class ProjectionsFigure {
  private static final long NEAR = 40; // steps to both sides of the widest swing

  private ProjectionsFigure() {}

  static Optional<Figure> of(RunData run) {
    var rows = run.additional().projections();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    long widest = widest(along(rows, 1)).step();
    var near = rows.stream().filter(row -> Math.abs(row.step() - widest) <= NEAR).toList();
    return Optional.of(
        new Figure(
            "projections",
            "The descent along leading eigenvectors",
            caption(rows),
            "Cohen et al. (2021): once the sharpness has crossed 2 / eta, the iterates bounce to and fro"
                + " along the first eigenvector, further and further, until the sharpness falls again.",
            2,
            List.of(
                panel("displacement along each eigenvector", rows, ProjectionRow::displacement),
                panel("the same where it is widest", near, ProjectionRow::displacement),
                panel("gradient along each eigenvector", rows, ProjectionRow::gradient),
                panel("the same at these steps", near, ProjectionRow::gradient))));
  }

  private static Panel panel(
      String label, List<ProjectionRow> rows, ToDoubleFunction<ProjectionRow> value) {
    var lines = new ArrayList<Line>();
    int count = rows.stream().mapToInt(ProjectionRow::index).max().orElseThrow();
    for (int i = count; i >= 1; i--) { // the first one's swings are the widest: it lies behind
      lines.add(
          Line.of(
                  "q" + i,
                  Colour.series().get((i - 1) % Colour.series().size()),
                  along(rows, i),
                  ProjectionRow::step,
                  row -> Optional.of(value.applyAsDouble(row)))
              .look(Line.Look.THIN));
    }
    return new LinePanel(Axis.count("step"), Axis.linear(label), lines);
  }

  private static ProjectionRow widest(List<ProjectionRow> rows) {
    return rows.stream()
        .max(Comparator.comparingDouble(row -> Math.abs(row.displacement())))
        .orElseThrow();
  }

  private static List<ProjectionRow> along(List<ProjectionRow> rows, int index) {
    return rows.stream().filter(row -> row.index() == index).toList();
  }

  private static String caption(List<ProjectionRow> rows) {
    var first = along(rows, 1);
    var begin = first.getFirst();
    int turns = 0;
    for (int i = 1; i < first.size(); i++) {
      turns += first.get(i).gradient() * first.get(i - 1).gradient() < 0 ? 1 : 0;
    }
    var most = widest(first);
    return "From step %s (%s) on, along the eigenvectors that the Hessian has there. Along the first, q1, the gradient changes its sign in %s of the %s since, and the weights are never further than %s from where they were, at step %s."
        .formatted(
            Numbers.count(begin.step()),
            Words.at(begin.t()),
            Numbers.count(turns),
            Words.counted(first.size() - 1, "step"),
            Numbers.shortly(Math.abs(most.displacement())),
            Numbers.count(most.step()));
  }
}
