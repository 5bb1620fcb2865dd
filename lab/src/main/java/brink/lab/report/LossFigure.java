package brink.lab.report;

import brink.lab.record.MomentRow;
import brink.lab.record.RunData;
import brink.lab.record.StepRow;
import brink.lab.record.TestRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Loss and accuracy against time. */
final class LossFigure {
  /** Relative difference of two losses that rounding does not explain, in float32 either. */
  private static final double OTHER = 1e-3;

  private LossFigure() {}

  static Figure of(RunData run) {
    var time = Times.axis(run, run.steps().stream().map(StepRow::t).toList());
    boolean classes = run.moments().stream().anyMatch(m -> m.accuracy().isPresent());
    var panels = new ArrayList<Panel>();
    boolean tested = !run.additional().tests().isEmpty();
    var label = tested ? label(run).replace("training ", "") : label(run);
    panels.add(new LinePanel(time, Axis.log(label), lines(run)));
    if (classes) {
      panels.add(accuracies(run, time));
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

  private static Panel accuracies(RunData run, Axis time) {
    boolean tested = !run.additional().tests().isEmpty();
    var lines = new ArrayList<Line>();
    lines.add(
        Line.of(
            tested ? "training" : "",
            Colour.GREEN,
            run.moments(),
            MomentRow::t,
            MomentRow::accuracy));
    if (tested) {
      lines.add(test(run, TestRow::accuracy));
    }
    var label = tested ? "accuracy" : "training accuracy";
    return new LinePanel(time, Axis.linear(label + " (part of the examples)").from(0, 1), lines);
  }

  /** A quantity on the held-out examples. */
  private static Line test(RunData run, Function<TestRow, Optional<Double>> value) {
    var at = Times.ofMoments(run);
    return Line.of(
        "test",
        Colour.VERMILION,
        run.additional().tests(),
        row -> at.applyAsDouble(row.moment()),
        value);
  }

  /** The quantity on loss axes: cross-entropy is measured in nats, squared errors in no unit. */
  static String label(RunData run) {
    return run.provenance().loss().startsWith("cross-entropy")
        ? "training loss (nats)"
        : "training loss (squared error)";
  }

  /** Steps of a descent in batches see the loss of a batch; moments always that of all examples. */
  private static List<Line> lines(RunData run) {
    if (run.additional().tests().isEmpty()) {
      return ofTraining(run, "");
    }
    var lines = new ArrayList<Line>(ofTraining(run, "training"));
    lines.add(test(run, row -> Optional.of(row.loss())));
    return lines;
  }

  private static List<Line> ofTraining(RunData run, String label) {
    return inBatches(run)
        ? List.of(
            line("at steps", Colour.SKY, run),
            Line.of(
                "of all examples",
                Colour.BLUE,
                run.moments(),
                MomentRow::t,
                m -> Optional.of(m.loss())))
        : List.of(line(label, Colour.BLUE, run));
  }

  /** Whether the loss at some step is not that of the moment there. */
  private static boolean inBatches(RunData run) {
    return run.isDescent()
        && run.moments().stream()
            .filter(m -> m.step() > 0)
            .anyMatch(m -> {
              double seen = run.steps().get(Math.toIntExact(m.step()) - 1).loss();
              return Math.abs(seen - m.loss()) > OTHER * m.loss();
            });
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
    boolean atMoment = run.isDescent() && !run.moments().isEmpty();
    var step = run.steps().getLast();
    double last = atMoment ? run.moments().getLast().loss() : step.loss();
    double t = atMoment ? run.moments().getLast().t() : step.t();
    var accuracies = run.moments().stream().filter(m -> m.accuracy().isPresent()).toList();
    return "The training loss ("
        + run.provenance().loss()
        + ") "
        + Words.change(from, last)
        + " by "
        + Words.at(t)
        + "."
        + (accuracies.isEmpty() ? "" : accuracy(accuracies))
        + (run.additional().tests().isEmpty() ? "" : tested(run.additional().tests()));
  }

  private static String tested(List<TestRow> tests) {
    double least = tests.stream().mapToDouble(TestRow::loss).min().orElseThrow();
    var last = tests.getLast();
    return " On the held-out examples it ends at %s, its least was %s%s."
        .formatted(
            Numbers.shortly(last.loss()),
            Numbers.shortly(least),
            last.accuracy()
                .map(part -> "; " + Numbers.percent(part) + " of them are classified rightly then")
                .orElse(""));
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
