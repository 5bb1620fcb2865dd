package brink.lab.report;

import brink.lab.record.RunData;
import brink.lab.record.StepRow;
import java.util.List;
import java.util.Optional;

/** How a descent stepped: learning rates and gradient norms. */
final class DescentFigure {
  private DescentFigure() {}

  static Figure of(RunData run) {
    var steps = run.steps();
    var time = Times.axis(run, steps.stream().map(StepRow::t).toList());
    return new Figure(
        "steps",
        "The steps of the descent",
        caption(run),
        "No published figure: the gradient's norm shows where steps begin to swing.",
        2,
        List.of(
            new LinePanel(
                time,
                Axis.log("norm of the gradient"),
                List.of(
                    Line.of("", Colour.BLUE, steps, StepRow::t, s -> Optional.of(s.gradNorm()))
                        .look(Line.Look.THIN))),
            new LinePanel(
                time,
                Axis.log("learning rate (time)"),
                List.of(
                    Line.of("", Colour.GREEN, steps, StepRow::t, s -> Optional.of(s.h()))
                        .look(Line.Look.THIN)))));
  }

  private static String caption(RunData run) {
    var steps = run.steps();
    long rises = 0;
    for (int i = 1; i < steps.size(); i++) {
      rises += steps.get(i).loss() > steps.get(i - 1).loss() ? 1 : 0;
    }
    return run.provenance().flow()
        + ": "
        + Words.counted(steps.getLast().step(), "step")
        + "; the loss rises in "
        + Numbers.count(rises)
        + " of them.";
  }
}
