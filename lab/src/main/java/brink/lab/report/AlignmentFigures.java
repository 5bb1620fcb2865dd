package brink.lab.report;

import brink.core.error.InputError;
import brink.lab.analysis.SizeFamily;
import brink.lab.record.AmplificationRow;
import brink.lab.record.AmplificationRow.Which;
import brink.lab.record.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The figures of the study of Lowell and Kastner (2024), numbered from 1 to 42: eight of each of
 * their five combinations of data set and criterion, then the power laws together and the
 * amplification of gradients. The numbers are Brink's own.
 */
public final class AlignmentFigures {
  private static final int FAMILIES = 5;
  private static final int LAWS = FAMILIES * FamilyFigures.COUNT + 1;
  private static final int AMPLIFICATION = LAWS + 1;

  private AlignmentFigures() {}

  /** What the numbers mean, in a sentence. */
  static final String NUMBERS =
      "Numbers of figures are Brink's: eight for each of the published combinations of data set and criterion in their order (1 to 8 Dice, cross-entropy; 9 to 16 CIFAR-10, cross-entropy; 17 to 24 CIFAR-10, squared error; 25 to 32 AtrialFibrillation; 33 to 40 SST), in each the sharpness, its parts, the overlap ratio, the layers, the components, alignment, the bound had alignment not risen, and the power law; then 41, all power laws, and 42, the amplification of gradients. They show what the paper's 42 figures are about, but are not in its order.";

  /**
   * The number of the family whose runs a figure needs; empty where it needs those of all.
   *
   * @throws InputError if there is no such figure
   */
  public static Optional<Integer> family(int figure) {
    if (figure < 1 || figure > AMPLIFICATION) {
      throw new InputError(
          "There is no figure %d: give a number from 1 to %d.".formatted(figure, AMPLIFICATION));
    }
    return figure >= LAWS ? Optional.empty() : Optional.of((figure - 1) / FamilyFigures.COUNT + 1);
  }

  /** The number of a family's figure of a kind, from 1. */
  static int number(SizeFamily family, int kind) {
    return (family.number() - 1) * FamilyFigures.COUNT + kind;
  }

  /** Of its files. */
  static String name(int number) {
    return "figure-%02d".formatted(number);
  }

  /** All figures of families with runs, or one of them. */
  static List<Figure> of(List<SizeFamily> families, Optional<Integer> only) {
    var shown = families.stream().filter(family -> !family.runs().isEmpty()).toList();
    var all =
        Stream.concat(
                shown.stream().flatMap(family -> new FamilyFigures(family).all().stream()),
                shown.isEmpty() ? Stream.of() : Stream.of(laws(shown), amplification(shown)))
            .toList();
    return all.stream()
        .filter(figure -> only.isEmpty() || figure.name().equals(name(only.get())))
        .toList();
  }

  private static Figure laws(List<SizeFamily> families) {
    var lines = new ArrayList<Line>();
    for (var family : families) {
      var colour = Colour.series().get((family.number() - 1) % Colour.series().size());
      family
          .published()
          .ifPresent(law ->
              lines.add(
                  FamilyFigures.line("", colour, law, family.sizes()).look(Line.Look.DASHED)));
      family
          .law()
          .ifPresent(law ->
              lines.add(
                  FamilyFigures.line(family.title(), colour, law, family.sizes())
                      .look(Line.Look.THIN)));
      family.peaks().forEach(peak -> lines.add(FamilyFigures.point(peak, colour)));
    }
    return new Figure(
        name(LAWS),
        "Figure %d. The peak of alignment by size".formatted(LAWS),
        "The peak of AL_J over each run (dots), the power law a n^b fitted to them (lines), and the published one (dashed). "
            + families.stream()
                .flatMap(family ->
                    family
                        .law()
                        .map(law -> family.title() + ": b = " + Numbers.shortly(law.b()))
                        .stream())
                .collect(Collectors.joining("; ", "", ".")),
        "Lowell & Kastner (2024), Table 2.",
        1,
        List.of(
            new LinePanel(
                Axis.log("number of examples n"), Axis.log("peak of AL_J (no unit)"), lines)));
  }

  /** Before and after training, of the largest run of each family with its first seeds. */
  private static Figure amplification(List<SizeFamily> families) {
    var panels = new ArrayList<Panel>();
    var told = new ArrayList<String>();
    for (var family : families) {
      var run =
          family.runs().stream()
              .filter(r -> r.n() == family.sizes().getLast())
              .findFirst()
              .orElseThrow();
      var limits = limits(run.data());
      for (var which : Which.values()) {
        var means = means(run.data(), which);
        if (!means.isEmpty()) {
          var when = which == Which.FIRST ? "before" : "after";
          panels.add(panel("%s, %s: |u Z_l|".formatted(family.title(), when), means, limits));
          var first = means.get(1);
          told.add(
              "%s, n = %d, %s training: in layer 1 %s and %s"
                  .formatted(
                      family.title(),
                      run.n(),
                      when,
                      Numbers.times(first.largest()),
                      Numbers.times(first.random())));
        }
      }
    }
    return new Figure(
        name(AMPLIFICATION),
        "Figure %d. How output gradients grow on their way back".formatted(AMPLIFICATION),
        "Mean length of the output gradient that is amplified most, and of a random one, over up to 128 examples, on its way from the output back to the first layer. "
            + String.join("; ", told)
            + ".",
        "The bar charts of the blog post that goes with Lowell & Kastner (2024).",
        2,
        panels);
  }

  /** Mean lengths of a layer. */
  private record Mean(double largest, double random) {}

  private static Map<Integer, Mean> means(RunData run, Which which) {
    return run.amplifications().stream()
        .filter(row -> row.which() == which)
        .collect(
            Collectors.groupingBy(
                AmplificationRow::layer,
                TreeMap::new,
                Collectors.teeing(
                    Collectors.averagingDouble(AmplificationRow::largest),
                    Collectors.averagingDouble(AmplificationRow::random),
                    Mean::new)));
  }

  private static Axis.Limits limits(RunData run) {
    var all =
        Stream.of(Which.values())
            .flatMap(which -> means(run, which).values().stream())
            .flatMap(mean -> Stream.of(mean.largest(), mean.random()))
            .filter(v -> v > 0)
            .mapToDouble(v -> v)
            .summaryStatistics();
    return new Axis.Limits(Math.min(1, all.getMin()), Math.max(1, all.getMax()));
  }

  private static Panel panel(String label, Map<Integer, Mean> means, Axis.Limits limits) {
    var layers =
        means.keySet().stream()
            .sorted((a, b) -> b - a)
            .filter(l -> means.get(l).largest() > 0 && means.get(l).random() > 0)
            .toList();
    return new BarPanel(
        "layer l, from the output back to the input",
        Axis.log(label).from(limits.from(), limits.to()),
        layers.stream().map(Object::toString).toList(),
        List.of(
            new BarPanel.Group(
                "u most amplified at layer 1",
                Colour.VERMILION,
                layers.stream().map(l -> means.get(l).largest()).toList()),
            new BarPanel.Group(
                "random u",
                Colour.FRAME,
                layers.stream().map(l -> means.get(l).random()).toList())));
  }
}
