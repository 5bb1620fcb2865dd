package brink.lab.study;

import brink.lab.analysis.Chart;
import brink.lab.analysis.Chart.Axis;
import brink.lab.analysis.Chart.Curve;
import brink.lab.analysis.Chart.Look;
import brink.lab.analysis.Chart.Panel;
import brink.lab.analysis.EdgeOfStability;
import brink.lab.record.EigenvalueRow;
import brink.lab.record.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The Hessian's largest eigenvalues along a descent.
 *
 * @param setting what is trained
 */
record NextEigenvalues(Setting setting) {
  private static final int COUNT = 3;
  private static final double NEAR = 0.05; // of the edge

  Study study() {
    return new Study(
        "eigenvalues",
        "The eigenvalues that come next to the sharpness rise to 2 / eta too, one after another, and stay there.",
        "Cohen et al. 2021, appendix",
        List.of(
            setting.descent(
                "eigenvalues", setting.rates().getLast(), "measure.eigenvalues=" + COUNT)),
        (runs, _, _) -> findings(runs.getFirst()));
  }

  private static Findings findings(RunData run) {
    double edge = EdgeOfStability.of(run).readings().getLast().edge();
    var all = IntStream.rangeClosed(1, COUNT).mapToObj(i -> eigenvalue(run, i)).toList();
    var checks = new ArrayList<Check>();
    for (int i = 0; i < COUNT; i++) {
      checks.add(stays(i + 1, all.get(i), edge));
    }
    checks.add(inTurn(all.stream().map(series -> arrival(series, edge)).toList()));
    return new Findings(checks, List.of(chart(all, edge)));
  }

  private static Series eigenvalue(RunData run, int index) {
    return Series.of(
        run,
        run.additional().eigenvalues().stream().filter(row -> row.index() == index).toList(),
        EigenvalueRow::moment,
        row -> row.pair().value());
  }

  private static Check stays(int index, Series series, double edge) {
    double late = series.medianSince(series.lastTime() * 2 / 3) / edge;
    double start = series.first() / edge;
    return new Check(
        "eigenvalue %d: from below half of 2 / eta to within 5 %% of it, over the last third"
            .formatted(index),
        "from %.3f to %.3f times %.4g (median)".formatted(start, late, edge),
        start < 0.5 && Math.abs(late - 1) <= NEAR);
  }

  /** When it first is as near to the edge as it is to stay. */
  private static Optional<Double> arrival(Series series, double edge) {
    return series.points().stream()
        .filter(point -> point.y() >= (1 - NEAR) * edge)
        .map(Chart.Point::x)
        .findFirst();
  }

  private static Check inTurn(List<Optional<Double>> arrivals) {
    boolean all = arrivals.stream().allMatch(Optional::isPresent);
    return new Check(
        "the last of them comes there later than the first",
        "from t = %s on"
            .formatted(
                String.join(
                    ", ",
                    arrivals.stream().map(t -> t.map("%.3g"::formatted).orElse("never")).toList())),
        all && arrivals.getLast().orElseThrow() > arrivals.getFirst().orElseThrow());
  }

  private static Chart chart(List<Series> all, double edge) {
    var curves = new ArrayList<Curve>();
    curves.add(Curve.level("2 / eta", COUNT, 0, all.getFirst().lastTime(), edge));
    for (int i = 0; i < all.size(); i++) {
      curves.add(all.get(i).curve("eigenvalue " + (i + 1), i, Look.DOTTED));
    }
    return new Chart(
        "eigenvalues",
        "The largest eigenvalues of the Hessian",
        "Each rises until it is at 2 / eta, and is held there.",
        List.of(new Panel(Axis.time(), Axis.linear("eigenvalue (1 / time)"), curves)));
  }
}
