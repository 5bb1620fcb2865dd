package brink.lab.study;

import brink.lab.analysis.Chart;
import brink.lab.analysis.Chart.Axis;
import brink.lab.analysis.Chart.Curve;
import brink.lab.analysis.Chart.Look;
import brink.lab.analysis.Chart.Panel;
import brink.lab.record.RunData;
import java.util.Comparator;
import java.util.List;

/**
 * How closely descent follows the gradient flow before its edge: that of a transformer beside that
 * of a fully connected network.
 *
 * @param images what the fully connected network is trained on
 * @param text what the transformer is, for about as long as it takes to its edge
 * @param rate learning rate of the transformer
 */
record TransformerFlow(Setting images, Setting text, double rate) {
  private static final double TIMES = 3; // as far from its flow
  private static final double EARLY = 2.0 / 3; // of the edge

  Study study() {
    return new Study(
        "flow-transformer",
        "Before the edge of stability, gradient descent tracks the gradient flow of a fully connected tanh network closely, and that of a transformer several times less so: it leaves it in its first steps, long before the sharpness is at 2 / eta.",
        "Cohen et al. 2021, appendix",
        List.of(
            text.descent("transformer-early", rate),
            text.flow("transformer-flow"),
            images.plain(images.rates().getLast()),
            images.flow("flow")),
        (runs, _, _) ->
            findings(
                Departure.ofBoth(runs.get(0), runs.get(1)),
                Departure.ofBoth(runs.get(2), runs.get(3)),
                runs.get(2)));
  }

  private static Findings findings(
      List<Departure> transformer, List<Departure> connected, RunData descent) {
    if (transformer.isEmpty() || connected.isEmpty()) {
      return new Findings(
          List.of(
              new Check(
                  "both are measured before they reach their edges",
                  "at %d and %d moments".formatted(transformer.size(), connected.size()),
                  false)),
          List.of());
    }
    var most = largest(transformer);
    var least = largest(connected);
    return new Findings(
        List.of(
            new Check(
                "%s: until its edge, the weights within 10 %% of the distance travelled from the flow's"
                    .formatted(descent.provenance().title()),
                "%.2g %% off at most".formatted(100 * least.relative()),
                least.relative() <= 0.1),
            new Check(
                "transformer: until its edge, they are three times as far off as that at least",
                "%.2g %% off at most, %.2g times as far"
                    .formatted(100 * most.relative(), most.relative() / least.relative()),
                most.relative() >= TIMES * least.relative()),
            new Check(
                "it is farthest off early, at a sharpness below two thirds of the edge",
                "at t = %.3g, sharpness %.2g times the edge".formatted(most.t(), most.ratio()),
                most.ratio() < EARLY)),
        List.of(chart(transformer, connected)));
  }

  private static Departure largest(List<Departure> departures) {
    return departures.stream().max(Comparator.comparingDouble(Departure::relative)).orElseThrow();
  }

  private static Chart chart(List<Departure> transformer, List<Departure> connected) {
    return new Chart(
        "departure",
        "Distance of descent from its gradient flow, before the edge",
        "Of all weights, over the distance travelled, at moments until the sharpness reaches 2 / eta; along the axis the sharpness that descent has by then.",
        List.of(
            new Panel(
                Axis.linear("sharpness over 2 / eta"),
                Axis.log("distance over distance travelled"),
                List.of(
                    curve("transformer", 1, transformer),
                    curve("fully connected", 0, connected)))));
  }

  private static Curve curve(String label, int series, List<Departure> departures) {
    return Curve.of(
        label,
        series,
        Look.DOTTED,
        departures.stream().mapToDouble(Departure::ratio).toArray(),
        departures.stream().mapToDouble(Departure::relative).toArray());
  }
}
