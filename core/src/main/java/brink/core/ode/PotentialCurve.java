package brink.core.ode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** The potential of a solve as a function of time, from what an observer sees. */
final class PotentialCurve implements Observer {
  private record Point(double t, double potential, double fieldNorm) {}

  private static final String LIST = "curve";

  private final List<Point> points = new ArrayList<>();
  private final Observer next;

  /**
   * Hands everything on to another observer.
   *
   * @param from what another curve has written down, to go on with
   */
  PotentialCurve(Observer next, Optional<Standing> from) {
    this.next = next;
    from.ifPresent(standing -> {
      var numbers = standing.list(LIST);
      for (int i = 0; i + 2 < numbers.length; i += 3) {
        points.add(new Point(numbers[i], numbers[i + 1], numbers[i + 2]));
      }
    });
  }

  /** Writes down the first points, so many. */
  void keep(int count, Standing.Draft into) {
    into.list(
        LIST,
        points.subList(0, count).stream()
            .flatMapToDouble(p -> DoubleStream.of(p.t(), p.potential(), p.fieldNorm()))
            .toArray());
  }

  int size() {
    return points.size();
  }

  @Override
  public void step(StepReport report) {
    points.add(new Point(report.t(), report.potential(), report.fieldNorm()));
    next.step(report);
  }

  @Override
  public void save(Moment moment) {
    if (moment.why() == Moment.Why.START) {
      var state = moment.state();
      points.add(new Point(state.t(), state.potential(), state.fieldNorm()));
    }
    next.save(moment);
  }

  /** The curve up to where the solve ended, which may lie inside its last step. */
  void end(Solution solution) {
    points.removeIf(point -> point.t() >= solution.t());
    points.add(new Point(solution.t(), solution.potential(), solution.fieldNorm()));
  }

  double lastTime() {
    return points.getLast().t();
  }

  /** Whether the field has a potential at all. */
  boolean flat() {
    return points.stream().allMatch(point -> point.potential() == 0);
  }

  /** The largest difference to another curve over the points of this one that the other covers. */
  double farthestFrom(PotentialCurve other) {
    return points.stream()
        .filter(point -> point.t() <= other.lastTime())
        .mapToDouble(point -> Math.abs(point.potential() - other.at(point.t())))
        .max()
        .orElse(0);
  }

  /**
   * By cubic Hermite interpolation with the slope -|f|^2, kept between the values at both ends: a
   * flow's potential only falls, but a stiff step is long against that slope.
   */
  double at(double t) {
    int lo = 0;
    int hi = points.size() - 1;
    if (hi == 0) {
      return points.getFirst().potential();
    }
    while (hi - lo > 1) {
      int middle = (lo + hi) / 2;
      if (points.get(middle).t() <= t) {
        lo = middle;
      } else {
        hi = middle;
      }
    }
    var from = points.get(lo);
    var to = points.get(hi);
    double h = to.t() - from.t();
    double value =
        Hermite.value(
            from.potential(),
            to.potential(),
            -h * from.fieldNorm() * from.fieldNorm(),
            -h * to.fieldNorm() * to.fieldNorm(),
            (t - from.t()) / h);
    return Math.clamp(
        value,
        Math.min(from.potential(), to.potential()),
        Math.max(from.potential(), to.potential()));
  }
}
