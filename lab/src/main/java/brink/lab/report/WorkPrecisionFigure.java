package brink.lab.report;

import brink.lab.bench.Growth;
import brink.lab.bench.WorkPrecision;
import brink.lab.bench.WorkPrecision.Solve;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What each solver takes for each accuracy. */
final class WorkPrecisionFigure {
  private WorkPrecisionFigure() {}

  static Figure of(WorkPrecision result) {
    return new Figure(
        result.problem(),
        result.title(),
        caption(result),
        "Lowell & Kastner (2024) follow the flow by exponential Euler; its authors call such solvers"
            + " too expensive for practice.",
        2,
        List.of(
            panel(result, "GEMM units", Solve::units, false),
            panel(result, "seconds", Solve::seconds, true),
            panel(result, "gradients", Solve::gradients, false),
            panel(result, "Hessian-vector products", Solve::products, true)));
  }

  private static Panel panel(
      WorkPrecision result, String cost, ToDoubleFunction<Solve> value, boolean labelled) {
    var lines = new ArrayList<Line>();
    var solvers = result.solves().stream().map(Solve::solver).distinct().toList();
    for (int i = 0; i < solvers.size(); i++) {
      var solver = solvers.get(i);
      var colour = Colour.series().get(i % Colour.series().size());
      var solves = result.solves().stream().filter(s -> s.solver().equals(solver)).toList();
      var line =
          Line.of(
              labelled ? solver : "",
              colour,
              solves.stream().filter(s -> s.error().filter(e -> e > 0).isPresent()).toList(),
              s -> s.error().orElseThrow(),
              s -> Optional.of(value.applyAsDouble(s)));
      lines.add(i < Colour.series().size() ? line : line.look(Line.Look.DASHED));
    }
    return new LinePanel(
        Axis.log("error of the final weights over the distance travelled").falling(),
        Axis.log(cost),
        lines);
  }

  private static String caption(WorkPrecision result) {
    var within = Growth.best(result);
    return "Followed to t = "
        + Numbers.shortly(result.time())
        + ", loss "
        + Numbers.shortly(result.loss())
        + ". Reference: "
        + result.reference()
        + ", whose final weights differ by "
        + Numbers.shortly(result.uncertainty())
        + " of the distance travelled. "
        + within
            .map(s ->
                "The fastest within 1 %: "
                    + s.solver()
                    + ", "
                    + s.setting()
                    + ", in "
                    + Numbers.shortly(s.seconds())
                    + " s with "
                    + Words.counted(s.gradients(), "gradient")
                    + " and "
                    + Words.counted(s.products(), "Hessian-vector product")
                    + ".")
            .orElse("No solver is sure to have come within 1 %.");
  }
}
