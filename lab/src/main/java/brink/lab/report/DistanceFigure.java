package brink.lab.report;

import brink.lab.analysis.RunDistance;
import brink.lab.record.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How far several runs are from the first of them, in the space of the weights. */
final class DistanceFigure {
  private DistanceFigure() {}

  /** The figure, where some run has moments at times of the first. */
  static Optional<Figure> of(List<RunData> runs, List<String> names, Axis time) {
    var distances = new ArrayList<Line>();
    var parts = new ArrayList<Line>();
    var ends = new ArrayList<String>();
    var dashes = "";
    for (int i = 1; i < runs.size(); i++) {
      var found = RunDistance.between(runs.getFirst(), runs.get(i));
      if (found.stream().filter(at -> at.distance() > 0).count() < 2) {
        continue;
      }
      var colour = Colour.series().get(i % Colour.series().size());
      distances.add(
          Line.of("", colour, found, RunDistance.At::t, at -> Optional.of(at.distance())));
      if (found.stream().anyMatch(at -> at.exact().isPresent() && at.estimated().isPresent())) {
        distances.add(
            Line.of("", colour, found, RunDistance.At::t, RunDistance.At::estimated)
                .look(Line.Look.DASHED));
        dashes = " Dashed: estimated from random projections of the weights.";
      }
      parts.add(
          Line.of(
              names.get(i),
              colour,
              found.stream().filter(at -> at.travelled() > 0).toList(),
              RunDistance.At::t,
              at -> Optional.of(at.distance() / at.travelled())));
      var last = found.getLast();
      ends.add(
          "%s is %s away at %s, %s of how far %s has come"
              .formatted(
                  names.get(i),
                  Numbers.shortly(last.distance()),
                  Words.at(last.t()),
                  Numbers.percent(last.distance() / last.travelled()),
                  names.getFirst()));
    }
    if (distances.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Figure(
            "distance",
            "Distance from " + names.getFirst(),
            String.join("; ", ends) + ".",
            "Euclidean, of all weights, at the times at which both were kept. Cohen et al. (2021) follow"
                + " descent beside the flow in the same way."
                + dashes,
            2,
            List.of(
                new LinePanel(time, Axis.log("distance between the weights"), distances),
                new LinePanel(time, Axis.log("over the distance travelled"), parts))));
  }
}
