package brink.lab.study;

import brink.lab.analysis.Chart;
import brink.lab.analysis.Chart.Axis;
import brink.lab.analysis.Chart.Curve;
import brink.lab.analysis.Chart.Look;
import brink.lab.analysis.Chart.Panel;
import brink.lab.dynamics.DescentSolve;
import brink.lab.dynamics.SelfStabilization;
import brink.lab.dynamics.SelfStabilization.State;
import brink.lab.record.Progress;
import brink.lab.spec.Training;
import brink.nn.data.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The first swing at the edge of stability beside what is predicted from its beginning, with two
 * rates measured there.
 *
 * @param setting what is trained
 */
record Stabilization(Setting setting) {
  private static final int WATCHED = 40; // steps from the beginning of the swing
  private static final int SELDOM = 20; // steps between looks, far from the edge
  private static final double CLOSE = 0.03; // of the edge
  private static final double BEGUN = 0.1; // of the fixed swing

  Study study() {
    return new Study(
        "self-stabilization",
        "Past 2 / eta descent swings along the leading eigenvector ever more, until the swing itself lowers the sharpness: two rates, measured as the swing begins, predict how large it becomes and when.",
        "Damian, Nichani & Lee 2022, arXiv:2209.15594",
        List.of(),
        (_, places, progress) -> examine(places, progress));
  }

  private Findings examine(Places places, Progress progress) {
    double eta = setting.rates().getFirst();
    var spec =
        Newer.descent(
            setting, "self-stabilization", eta, setting.time(), 1, "engine.precision=float64");
    return Training.with(
        spec,
        places,
        training -> {
          try (var meter = new SelfStabilization.Meter(training.objective(), eta)) {
            var watch = new Watch(meter, eta);
            Followed.descend(spec, training, progress, watch);
            return watch.findings();
          }
        });
  }

  /** Waits for the swing to begin, and follows it. */
  private static final class Watch implements Followed.Look {
    private final SelfStabilization.Meter meter;
    private final double eta;
    private final List<State> seen = new ArrayList<>();
    private Optional<SelfStabilization> rates = Optional.empty();
    private boolean close;

    Watch(SelfStabilization.Meter meter, double eta) {
      this.meter = meter;
      this.eta = eta;
    }

    @Override
    public void moment(DescentSolve.Saved moment) {
      boolean over = seen.size() > WATCHED;
      boolean soon = close || moment.step() % SELDOM == 0;
      if (over || !soon) {
        return;
      }
      var state = meter.state(moment.theta());
      close = state.y() > -CLOSE * 2 / eta;
      if (rates.isEmpty() && state.y() > 0) {
        rates =
            Optional.of(meter.rates(moment.theta()))
                .filter(r -> r.alpha() > 0 && Math.abs(state.x()) >= BEGUN * r.fixed());
      }
      if (rates.isPresent()) {
        close = true;
        seen.add(state);
      }
    }

    Findings findings() {
      if (seen.size() <= WATCHED) {
        return new Findings(
            List.of(new Check("a swing begins past the edge", "none in this time", false)),
            List.of());
      }
      var told = rates.orElseThrow().from(seen.getFirst(), WATCHED);
      int largest = largest(seen);
      int expected = largest(told);
      double ratio = Math.abs(seen.get(largest).x() / told.get(expected).x());
      return new Findings(
          List.of(
              new Check(
                  "the largest swing is as predicted, to 20 %",
                  "%.3f times %.3g, which is %.2g times the one at the beginning"
                      .formatted(
                          ratio,
                          Math.abs(told.get(expected).x()),
                          Math.abs(told.get(expected).x() / told.getFirst().x())),
                  Math.abs(ratio - 1) <= 0.2),
              new Check(
                  "it comes when predicted, to 4 steps",
                  "after %d steps, predicted %d".formatted(largest, expected),
                  Math.abs(largest - expected) <= 4),
              new Check(
                  "sharpness falls below 2 / eta again when predicted, to 4 steps",
                  "after %d steps, predicted %d".formatted(falls(seen), falls(told)),
                  Math.abs(falls(seen) - falls(told)) <= 4)),
          List.of(chart(told)));
    }

    private static int largest(List<State> states) {
      return IntStream.range(0, states.size())
          .reduce((a, b) -> Math.abs(states.get(b).x()) > Math.abs(states.get(a).x()) ? b : a)
          .orElseThrow();
    }

    /** The first step at which sharpness is at most 2 / eta. */
    private static int falls(List<State> states) {
      return IntStream.range(0, states.size())
          .filter(i -> states.get(i).y() <= 0)
          .findFirst()
          .orElse(states.size());
    }

    private Chart chart(List<State> told) {
      var r = rates.orElseThrow();
      return new Chart(
          "swing",
          "The first swing, measured and predicted",
          "Displacement along the leading eigenvector, and sharpness above 2 / eta, from when the swing is a tenth of sqrt(2 alpha / beta) = %.3g on, with alpha = %.3g and beta = %.3g there. Both rates are taken to stay as they are, so that the fall of sharpness is foreseen larger than it is."
              .formatted(r.fixed(), r.alpha(), r.beta()),
          List.of(
              new Panel(
                  Axis.linear("steps"),
                  Axis.log("|x|, the swing"),
                  List.of(
                      curve("measured", 0, Look.THIN, seen, true),
                      curve("predicted", 1, Look.DASHED, told, true))),
              new Panel(
                  Axis.linear("steps"),
                  Axis.linear("y, sharpness above 2 / eta (1 / time)"),
                  List.of(
                      curve("measured", 0, Look.THIN, seen, false),
                      curve("predicted", 1, Look.DASHED, told, false)))));
    }

    private static Curve curve(
        String label, int series, Look look, List<State> states, boolean swing) {
      return Curve.of(
          label,
          series,
          look,
          states.stream().mapToDouble(s -> swing ? Math.abs(s.x()) : s.y()).toArray());
    }
  }
}
