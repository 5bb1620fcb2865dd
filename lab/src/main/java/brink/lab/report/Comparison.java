package brink.lab.report;

import brink.lab.analysis.Transient;
import brink.lab.record.MomentRow;
import brink.lab.record.RunData;
import brink.lab.record.Spectrum;
import brink.lab.record.StepRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Several runs over one another. */
final class Comparison {
  private final List<RunData> runs;
  private final List<String> names;

  Comparison(List<RunData> runs) {
    this.runs = runs;
    this.names = names(runs);
  }

  List<Figure> figures() {
    return Stream.of(
            Optional.of(sharpness()),
            decomposed() ? Optional.of(alignment()) : Optional.<Figure>empty(),
            Optional.of(loss()),
            DistanceFigure.of(runs, names, time()))
        .flatMap(Optional::stream)
        .toList();
  }

  String page(List<Figure> figures) {
    var title = Words.counted(runs.size(), "run") + " compared";
    return page(figures, new Page(title).head(List.of(), Optional.empty()));
  }

  String page(List<Figure> figures, Verdict verdict) {
    var page = new Page(verdict.title()).head(List.of(), Optional.empty());
    verdict.on(page);
    return page(figures, page);
  }

  private String page(List<Figure> figures, Page page) {
    for (int i = 0; i < runs.size(); i++) {
      page.heading(names.get(i)).warnings(Warnings.of(runs.get(i)));
      Summary.of(runs.get(i)).lines().forEach(line -> page.paragraph("", line));
    }
    page.heading("Figures");
    figures.forEach(page::figure);
    return runs.isEmpty()
        ? page.html()
        : page.heading("Runs")
            .table(List.of("run", "folder", "network", "data", "flow"), rows())
            .html();
  }

  private List<List<String>> rows() {
    return runs.stream()
        .map(run ->
            List.of(
                names.get(runs.indexOf(run)),
                run.folder().path().toAbsolutePath().normalize().getFileName().toString(),
                run.provenance().network(),
                run.provenance().data().name(),
                run.provenance().flow()))
        .toList();
  }

  private Figure sharpness() {
    var y = Axis.log("sharpness, top(Hess) (1 / time)");
    Function<MomentRow, Optional<Double>> top = m -> SharpnessFigure.top(m, Spectrum::topHess);
    return new Figure(
        "sharpness",
        "Sharpness",
        each(run ->
            Course.of(run)
                .map(c ->
                    Words.change(Course.sharpness(c.settled()), Course.sharpness(c.goal()))
                        + " at "
                        + Words.at(c.goal().t()))),
        "Each from its value after "
            + Transient.WORDS
            + " to its peak, or to its end where it does not rise;"
            + " dashed: the edge of stability of a descent, 2 / eta without momentum (Cohen et al. 2021).",
        2,
        List.of(
            new LinePanel(time(), y, withEdges(unlabelled(moments(MomentRow::t, top)))),
            new LinePanel(
                Axis.log(lossLabel() + ", falling").falling(), y, moments(MomentRow::loss, top))));
  }

  private boolean decomposed() {
    return runs.stream()
        .flatMap(run -> run.moments().stream())
        .anyMatch(m -> m.decomposition().isPresent());
  }

  private Figure alignment() {
    var y = Axis.log("layerwise Jacobian alignment AL_J (no unit)");
    Function<MomentRow, Optional<Double>> value = Factor.AL_J::at;
    return new Figure(
        "alignment",
        "Layerwise Jacobian alignment",
        each(run ->
            Course.of(run)
                .flatMap(c ->
                    value
                        .apply(c.settled())
                        .flatMap(a -> value.apply(c.goal()).map(b -> Words.change(a, b))))),
        "Lowell & Kastner (2024): the peak of AL_J over a run grows as a power of the number of"
            + " examples.",
        2,
        List.of(
            new LinePanel(time(), y, unlabelled(moments(MomentRow::t, value))),
            new LinePanel(
                Axis.log(lossLabel() + ", falling").falling(),
                y,
                moments(MomentRow::loss, value))));
  }

  private Figure loss() {
    var lines = new ArrayList<Line>();
    for (int i = 0; i < runs.size(); i++) {
      lines.add(look(i, LossFigure.line(names.get(i), colour(i), runs.get(i)), Line.Look.THIN));
    }
    return new Figure(
        "loss",
        "Training loss",
        each(run ->
            run.steps().stream()
                .reduce((_, last) -> last)
                .map(s -> Numbers.shortly(s.loss()) + " at " + Words.at(s.t()))),
        "Each at its last step.",
        1,
        List.of(new LinePanel(time(), Axis.log(lossLabel()), lines)));
  }

  private Axis time() {
    return Times.axis(
        runs,
        runs.stream()
            .flatMap(run ->
                Stream.concat(
                    run.steps().stream().map(StepRow::t), run.moments().stream().map(MomentRow::t)))
            .toList());
  }

  private List<Line> moments(
      ToDoubleFunction<MomentRow> x, Function<MomentRow, Optional<Double>> y) {
    var lines = new ArrayList<Line>();
    for (int i = 0; i < runs.size(); i++) {
      lines.add(
          look(i, Line.of(names.get(i), colour(i), runs.get(i).moments(), x, y), Line.Look.DOTTED));
    }
    return lines;
  }

  /** With the edge of stability of each descent whose edge is that of the Hessian itself. */
  private List<Line> withEdges(List<Line> lines) {
    var all = new ArrayList<Line>();
    for (int i = 0; i < runs.size(); i++) {
      if (runs.get(i).isDescent() && !Edge.isPreconditioned(runs.get(i))) {
        all.add(Edge.line("", colour(i), runs.get(i)));
      }
    }
    all.addAll(lines);
    return all;
  }

  /** For the panel that has a neighbour with the same series and their labels. */
  private static List<Line> unlabelled(List<Line> lines) {
    return lines.stream().map(l -> new Line("", l.colour(), l.look(), l.points())).toList();
  }

  private String lossLabel() {
    var labels = runs.stream().map(LossFigure::label).distinct().toList();
    return labels.size() == 1 ? labels.getFirst() : "training loss (each run its own)";
  }

  private static Colour colour(int i) {
    return Colour.series().get(i % Colour.series().size());
  }

  /** Dashed from where the colours begin again. */
  private static Line look(int i, Line line, Line.Look usual) {
    return line.look(i < Colour.series().size() ? usual : Line.Look.DASHED);
  }

  private String each(Function<RunData, Optional<String>> told) {
    var parts = new ArrayList<String>();
    for (int i = 0; i < runs.size(); i++) {
      parts.add(names.get(i) + ": " + told.apply(runs.get(i)).orElse("not measured"));
    }
    return String.join("; ", parts) + ".";
  }

  /** Titles, told apart by their folders where two are the same, none too long for a legend. */
  private static List<String> names(List<RunData> runs) {
    return runs.stream()
        .map(run -> {
          var title = run.provenance().title();
          boolean alone =
              runs.stream().filter(r -> r.provenance().title().equals(title)).count() == 1;
          return shortened(alone ? title : title + " " + run.folder().path().getFileName());
        })
        .toList();
  }

  private static String shortened(String name) {
    int most = 28;
    return name.length() <= most
        ? name
        : name.substring(0, most / 2 - 1) + "…" + name.substring(name.length() - most / 2);
  }
}
