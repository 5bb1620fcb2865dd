package brink.lab.report;

import brink.lab.record.MomentRow;
import brink.lab.record.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The components of E|K_1|^2 over their values after the transient. */
final class ComponentsFigure {
  private static final List<Factor> COMPONENTS =
      List.of(Factor.AL_J, Factor.PI_J, Factor.AL_X, Factor.PI_X, Factor.AL_M, Factor.D_L);

  private ComponentsFigure() {}

  static Figure of(RunData run) {
    var moments = run.moments();
    return new Figure(
        "components",
        "What moves the first layer's curvature",
        caption(run),
        "Lowell & Kastner (2024), the decomposition of E|K_1|²: they name the rise of AL_J, layerwise"
            + " Jacobian alignment, as the cause of progressive sharpening.",
        1,
        List.of(
            new LinePanel(
                Times.axis(run, moments.stream().map(MomentRow::t).toList()),
                Axis.log("components of E|K_1|² over their values after the transient (no unit)"),
                lines(run))));
  }

  private static List<Line> lines(RunData run) {
    var moments = run.moments();
    var base = Course.of(run).map(Course::settled).or(() -> moments.stream().findFirst());
    var lines = new ArrayList<Line>();
    base.ifPresent(from -> {
      lines.add(
          Line.of(
                  label("E|K_1|²", total(from, moments.getLast())),
                  Colour.MUTED,
                  moments,
                  MomentRow::t,
                  m -> total(from, m))
              .look(Line.Look.DASHED));
      for (var factor : of(from)) {
        lines.add(
            Line.of(
                label(factor.symbol(), factor.ratio(from, moments.getLast())),
                factor.colour(),
                moments,
                MomentRow::t,
                m -> factor.ratio(from, m)));
      }
    });
    return lines;
  }

  /** Those that there are at a moment. */
  private static List<Factor> of(MomentRow moment) {
    return COMPONENTS.stream().filter(factor -> factor.at(moment).isPresent()).toList();
  }

  private static Optional<Double> total(MomentRow from, MomentRow to) {
    return first(from).filter(before -> before > 0).flatMap(a -> first(to).map(b -> b / a));
  }

  private static Optional<Double> first(MomentRow moment) {
    return moment.decomposition().map(d -> d.alM() * d.eDl2First());
  }

  private static String label(String symbol, Optional<Double> end) {
    return symbol + end.map(ratio -> "  " + Numbers.times(ratio)).orElse("");
  }

  private static String caption(RunData run) {
    return Course.of(run)
        .map(course ->
            "E|K_1|² = %s, each over its value at %s (%s); at the right how it ends. Up to %s: %s."
                .formatted(
                    of(course.settled()).reversed().stream()
                        .map(Factor::symbol)
                        .collect(Collectors.joining(" · ")),
                    Words.at(course.settled().t()),
                    course.since(),
                    course.goalInWords(),
                    Words.list(
                        of(course.settled()).stream()
                            .flatMap(f -> change(f, course.settled(), course.goal()).stream())
                            .toList())))
        .orElse("Too few moments to compare.");
  }

  /** Empty where it is there at one of the moments only, as AL_M may be. */
  private static Optional<String> change(Factor factor, MomentRow from, MomentRow to) {
    return factor
        .at(from)
        .flatMap(a -> factor.at(to).map(b -> factor.symbol() + " " + Words.change(a, b)));
  }
}
