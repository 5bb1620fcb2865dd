package brink.lab.report;

import brink.lab.analysis.Transient;
import brink.lab.record.EigenvalueRow;
import brink.lab.record.MomentRow;
import brink.lab.record.Ritz;
import brink.lab.record.RunData;
import brink.lab.record.Spectrum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The largest eigenvalues of the Hessian and its parts, against time and against loss. */
final class SharpnessFigure {
  private SharpnessFigure() {}

  static Figure of(RunData run) {
    var moments = run.moments();
    var y = Axis.log("largest eigenvalues (1 / time)");
    var time = Times.axis(run, moments.stream().map(MomentRow::t).toList());
    var loss = Axis.log(LossFigure.label(run) + ", falling").falling();
    return new Figure(
        "sharpness",
        "Sharpness and its parts",
        caption(run) + next(run) + (run.isDescent() ? " " + Edge.sentence(run) : ""),
        "Lowell & Kastner (2024), sharpness along gradient flow: they report top(G) within 10.1 % of"
            + " top(Hess) at all times after the first 10 iterations, and top(R) never above 56.74"
            + " nor above 9.9 % of top(Hess).",
        2,
        List.of(
            new LinePanel(time, y, overTime(run)),
            new LinePanel(loss, y, lines(run, MomentRow::loss))));
  }

  private static List<Line> overTime(RunData run) {
    var lines = lines(run, MomentRow::t);
    if (!run.isDescent()) {
      return lines;
    }
    var all = new ArrayList<Line>(List.of(Edge.line("edge", Colour.MUTED, run)));
    all.addAll(lines);
    all.add(
        Line.of(
            "precond.",
            Colour.ORANGE,
            run.moments(),
            MomentRow::t,
            m -> top(m, Spectrum::topPreconditioned)));
    return all;
  }

  private static List<Line> lines(RunData run, ToDoubleFunction<MomentRow> x) {
    var moments = run.moments();
    var lines = new ArrayList<Line>(nextLines(run, x));
    lines.add(Line.of("N", Colour.PURPLE, moments, x, m -> top(m, Spectrum::topN)));
    lines.add(Line.of("R", Colour.GREEN, moments, x, m -> top(m, Spectrum::topR)));
    lines.add(Line.of("Hess", Colour.BLUE, moments, x, m -> top(m, Spectrum::topHess)));
    lines.add(
        Line.of("G", Colour.VERMILION, moments, x, m -> top(m, Spectrum::topG))
            .look(Line.Look.DASHED));
    return lines;
  }

  /** The Hessian's further eigenvalues, muted. */
  private static List<Line> nextLines(RunData run, ToDoubleFunction<MomentRow> x) {
    var rows = run.additional().eigenvalues();
    var places =
        run.moments().stream().collect(Collectors.toMap(MomentRow::moment, x::applyAsDouble));
    int count = rows.stream().mapToInt(EigenvalueRow::index).max().orElse(1);
    return IntStream.rangeClosed(2, count)
        .mapToObj(i ->
            Line.of(
                    i > 2 ? "" : "Hess, 2" + (count > 2 ? " to " + count : ""),
                    Colour.FRAME,
                    rows.stream().filter(row -> row.index() == i).toList(),
                    row -> places.get(row.moment()),
                    row -> Optional.of(row.pair().value()))
                .look(Line.Look.THIN))
        .toList();
  }

  private static String next(RunData run) {
    var rows = run.additional().eigenvalues();
    if (rows.isEmpty()) {
      return "";
    }
    int last = rows.getLast().moment();
    return " Its next eigenvalues end at "
        + Words.list(
            rows.stream()
                .filter(row -> row.moment() == last && row.index() > 1)
                .map(row -> Numbers.shortly(row.pair().value()))
                .toList())
        + ".";
  }

  static Optional<Double> top(MomentRow m, Function<Spectrum, Optional<Ritz>> which) {
    return which.apply(m.spectrum()).map(Ritz::value);
  }

  private static String caption(RunData run) {
    return Course.of(run)
        .map(course -> course(course) + parts(run))
        .orElse("Sharpness was measured at fewer than two moments.");
  }

  private static String course(Course course) {
    return "The sharpness, the largest eigenvalue of the Hessian, is "
        + Numbers.shortly(Course.sharpness(course.first()))
        + " at "
        + Words.at(course.first().t())
        + "; "
        + (course.rises()
            ? "it "
                + Words.change(Course.sharpness(course.settled()), Course.sharpness(course.peak()))
                + " from "
                + Words.at(course.settled().t())
                + " ("
                + course.since()
                + ") to its peak at "
                + Words.at(course.peak().t())
            : "after "
                + Words.at(course.settled().t())
                + " ("
                + course.since()
                + ") it never rises above its value there, "
                + Numbers.shortly(Course.sharpness(course.settled())))
        + " and ends at "
        + Numbers.shortly(Course.sharpness(course.last()))
        + ".";
  }

  private static String parts(RunData run) {
    var settled =
        run.moments().stream()
            .filter(Transient.of(run)::isOver)
            .filter(m -> top(m, Spectrum::topHess).filter(v -> v > 0).isPresent())
            .toList();
    var g =
        largest(
            settled, m -> top(m, Spectrum::topG).map(v -> Math.abs(v / Course.sharpness(m) - 1)));
    var r = largest(settled, m -> top(m, Spectrum::topR).map(v -> v / Course.sharpness(m)));
    var absolute = largest(settled, m -> top(m, Spectrum::topR));
    return g.map(part ->
            " After the transient that of the Gauss-Newton part G differs from it by at most "
                + Numbers.percent(part)
                + ".")
            .orElse("")
        + r.map(part ->
                " That of the residual part R is at most "
                    + Numbers.shortly(absolute.orElseThrow())
                    + " and at most "
                    + Numbers.percent(part)
                    + " of the sharpness.")
            .orElse("");
  }

  private static Optional<Double> largest(
      List<MomentRow> moments, Function<MomentRow, Optional<Double>> value) {
    return moments.stream().map(value).flatMap(Optional::stream).max(Double::compare);
  }
}
