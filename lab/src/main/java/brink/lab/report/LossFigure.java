package brink.lab.report;

import brink.lab.record.MomentRow;
import brink.lab.record.RunData;
import brink.lab.record.StepRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Loss and accuracy against time. */
final class LossFigure {
  private LossFigure() {}

  static Figure of(RunData run) {
    var time = Times.axis(run.steps().stream().map(StepRow::t).toList());
    boolean classes = run.moments().stream().anyMatch(m -> m.accuracy().isPresent());
    var panels = new ArrayList<Panel>();
    panels.add(new LinePanel(time, Axis.log(label(run)), List.of(line("", Colour.BLUE, run))));
    if (classes) {
      panels.add(
          new LinePanel(
              time,
              Axis.linear("training accuracy (part of the examples)").from(0, 1),
              List.of(
                  Line.of("", Colour.GREEN, run.moments(), MomentRow::t, MomentRow::accuracy))));
    }
    return new Figure(
        "loss",
        classes ? "Loss and accuracy" : "Loss",
        caption(run),
        "Lowell & Kastner (2024), training curves; their runs end at a loss of 0.01 (cross-entropy)"
            + " or 0.02 (squared error).",
        2,
        panels);
  }

  /** The quantity on loss axes: cross-entropy is measured in nats, squared errors in no unit. */
  static String label(RunData run) {
    return run.provenance().loss().startsWith("cross-entropy")
        ? "training loss (nats)"
        : "training loss (squared error)";
  }

  /** The loss at every step. */
  static Line line(String label, Colour colour, RunData run) {
    return Line.of(label, colour, run.steps(), StepRow::t, s -> Optional.of(s.loss()))
        .look(Line.Look.THIN);
  }

  private static String caption(RunData run) {
    if (run.steps().isEmpty()) {
      return "No step was taken.";
    }
    double from =
        run.moments().stream()
            .findFirst()
            .map(MomentRow::loss)
            .orElse(run.steps().getFirst().loss());
    var last = run.steps().getLast();
    var accuracies = run.moments().stream().filter(m -> m.accuracy().isPresent()).toList();
    return "The training loss ("
        + run.provenance().loss()
        + ") "
        + Words.change(from, last.loss())
        + " by "
        + Words.at(last.t())
        + "."
        + (accuracies.isEmpty() ? "" : accuracy(accuracies));
  }

  private static String accuracy(List<MomentRow> moments) {
    double first = moments.getFirst().accuracy().orElseThrow();
    double last = moments.getLast().accuracy().orElseThrow();
    var all = moments.stream().filter(m -> m.accuracy().orElseThrow() >= 1).findFirst();
    return " The part of the examples that is classified rightly goes from "
        + Numbers.percent(first)
        + " to "
        + Numbers.percent(last)
        + all.map(m -> "; all of them are from " + Words.at(m.t()) + " on").orElse("")
        + ".";
  }
}
