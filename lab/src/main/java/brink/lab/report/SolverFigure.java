package brink.lab.report;

import brink.lab.record.RunData;
import brink.lab.record.StepRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How the solver of a flow stepped: step sizes, error estimates, spectral radius and stages. */
final class SolverFigure {
  private SolverFigure() {}

  static Figure of(RunData run) {
    var steps = run.steps();
    var time = Times.axis(run, steps.stream().map(StepRow::t).toList());
    var panels = new ArrayList<Panel>();
    panels.add(
        new LinePanel(
            time,
            Axis.log("step size h (time)"),
            List.of(thin("", Colour.BLUE, steps, s -> Optional.of(s.h())))));
    panels.add(
        new LinePanel(
            time,
            Axis.log("estimated error (norm of the parameters)"),
            List.of(
                thin("of a step", Colour.SKY, steps, StepRow::localError),
                thin("accumulated", Colour.VERMILION, steps, StepRow::accumulatedError))));
    if (steps.stream().anyMatch(s -> s.spectralRadius().isPresent())) {
      panels.add(
          new LinePanel(
              time,
              Axis.log("spectral radius, as estimated (1 / time)"),
              List.of(thin("", Colour.GREEN, steps, StepRow::spectralRadius))));
    }
    panels.add(
        new LinePanel(
            time,
            Axis.count("gradients per step").from(0, 1),
            List.of(thin("", Colour.PURPLE, steps, s -> Optional.of((double) s.stages())))));
    return new Figure(
        "solver",
        "How the flow was solved",
        caption(run),
        "No published figure: it says how far the flow above can be trusted.",
        2,
        panels);
  }

  private static Line thin(
      String label, Colour colour, List<StepRow> steps, Function<StepRow, Optional<Double>> y) {
    return Line.of(label, colour, steps, StepRow::t, y).look(Line.Look.THIN);
  }

  private static String caption(RunData run) {
    var steps = run.steps();
    if (steps.isEmpty()) {
      return "No step was taken.";
    }
    var last = steps.getLast();
    var sizes = steps.stream().mapToDouble(StepRow::h).summaryStatistics();
    var stages = steps.stream().mapToInt(StepRow::stages).summaryStatistics();
    double most = steps.stream().mapToDouble(SolverFigure::localError).max().orElseThrow();
    var worst = steps.stream().filter(s -> localError(s) == most).findFirst().orElseThrow();
    return run.provenance().flow()
        + ": "
        + Words.counted(last.step(), "step")
        + " of "
        + Numbers.shortly(sizes.getMin())
        + " to "
        + Numbers.shortly(sizes.getMax())
        + " with "
        + (stages.getMin() == stages.getMax()
            ? Words.counted(stages.getMin(), "gradient")
            : stages.getMin() + " to " + Words.counted(stages.getMax(), "gradient"))
        + " each, "
        + last.rejected()
        + " rejected. The largest estimated error of a step is "
        + Numbers.shortly(most)
        + " (at "
        + Words.at(worst.t())
        + "), that accumulated by the end "
        + Numbers.shortly(last.accumulatedError().orElseThrow())
        + ".";
  }

  private static double localError(StepRow step) {
    return step.localError().orElseThrow();
  }
}
