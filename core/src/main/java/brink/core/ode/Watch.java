package brink.core.ode;

import brink.core.ode.StopEvent.Direction;
import java.util.HashMap;
import java.util.Map;

/** The stop conditions of a solve, watched from step to step. */
final class Watch<F extends VectorField, S extends Memory> {
  private static final int MAX_READINGS = 60; // halving alone would need about 30
  private static final double NARROW = 1e-9; // of a step

  private final Stops stops;
  private final Interior<F, S> interior;
  private final Map<StopEvent.Crossing, Double> last = new HashMap<>();

  Watch(Stops stops, Interior<F, S> interior) {
    this.stops = stops;
    this.interior = interior;
  }

  /** What a look at a point or a step has shown. */
  sealed interface Seen {}

  /** Nothing to stop for. */
  record Nothing() implements Seen {}

  /** A condition and where in the step it is met. */
  record Met(StopEvent event, double theta) implements Seen {}

  /** A gauge that gives no reading. */
  record Blind(Fault fault) implements Seen {}

  /** The conditions that the start meets. A level is not crossed by starting beyond it. */
  Seen start(State at) {
    for (var event : stops.events()) {
      if (event instanceof StopEvent.Crossing crossing) {
        switch (read(crossing, at)) {
          case Gauge.Value(double value) -> last.put(crossing, value);
          case Gauge.Unreadable(Fault fault) -> {
            return new Blind(fault);
          }
        }
      } else if (met(event, at, 0)) {
        return new Met(event, 1);
      }
    }
    return new Nothing();
  }

  void keep(Standing.Draft into) {
    for (int i = 0; i < stops.events().size(); i++) {
      if (stops.events().get(i) instanceof StopEvent.Crossing crossing) {
        var part = into.part("stop " + i);
        part.number("reading", last.get(crossing));
        crossing.gauge().keep(part);
      }
    }
  }

  /** Goes on where another watch over the same stops was. */
  void takeUp(Standing from) {
    for (int i = 0; i < stops.events().size(); i++) {
      if (stops.events().get(i) instanceof StopEvent.Crossing crossing) {
        var part = from.part("stop " + i);
        last.put(crossing, part.number("reading"));
        crossing.gauge().takeUp(part);
      }
    }
  }

  /** The first condition met in a step, the last of so many. */
  Seen during(Step step, long steps) {
    Seen first = new Nothing();
    for (var event : stops.events()) {
      var seen = during(event, step, steps);
      switch (seen) {
        case Nothing _ -> {}
        case Blind blind -> {
          return blind;
        }
        case Met met -> {
          if (!(first instanceof Met(_, double theta)) || met.theta() < theta) {
            first = met;
          }
        }
      }
    }
    return first;
  }

  private Seen during(StopEvent event, Step step, long steps) {
    if (event instanceof StopEvent.Crossing crossing) {
      return crossing(crossing, step);
    }
    if (!met(event, step.to(), steps)) {
      return new Nothing();
    }
    // A level is met to rounding; to seek nearer would only find the rounding.
    return new Met(
        event,
        event instanceof StopEvent.PotentialBelow(double level)
            ? interior.crossing(
                step,
                level,
                Math.max(
                    1e-12 * Math.abs(step.from().potential() - step.to().potential()),
                    16 * interior.roundoff() * Math.abs(level)))
            : 1);
  }

  private static boolean met(StopEvent event, State at, long steps) {
    return switch (event) {
      case StopEvent.TimeReached(double t) -> at.t() >= t;
      case StopEvent.PotentialBelow(double level) -> at.potential() <= level;
      case StopEvent.FieldNormBelow(double norm) -> at.fieldNorm() < norm;
      case StopEvent.StepsTaken(long count) -> steps >= count;
      case StopEvent.When(_, StopEvent.Condition condition) -> condition.met(steps, at);
      case StopEvent.Crossing _ -> false;
    };
  }

  private Seen crossing(StopEvent.Crossing crossing, Step step) {
    return switch (read(crossing, step.to())) {
      case Gauge.Unreadable(Fault fault) -> new Blind(fault);
      case Gauge.Value(double value) -> {
        double before = beyond(crossing, last.put(crossing, value));
        double after = beyond(crossing, value);
        yield before < 0 && after >= 0 ? locate(crossing, step, before, after) : new Nothing();
      }
    };
  }

  /**
   * The crossing by regula falsi with the weights of the Illinois method (Dowell & Jarratt, BIT 11
   * (1971) 168-174), halving now and then; the end beyond the level is returned, so that the
   * condition holds there.
   */
  private Seen locate(StopEvent.Crossing crossing, Step step, double before, double after) {
    double lo = 0;
    double hi = 1;
    double low = before; // below 0
    double high = after;
    double excess = after; // true value at hi, where high may have been halved
    for (int i = 1; i <= MAX_READINGS && excess > crossing.within() && hi - lo > NARROW; i++) {
      double guess = i % 4 == 0 ? (lo + hi) / 2 : lo + (hi - lo) * low / (low - high);
      double theta = guess > lo && guess < hi ? guess : (lo + hi) / 2;
      switch (read(crossing, interior.at(step, theta))) {
        case Gauge.Unreadable(Fault fault) -> {
          return new Blind(fault);
        }
        case Gauge.Value(double value) -> {
          double here = beyond(crossing, value);
          if (here >= 0) {
            hi = theta;
            high = here;
            excess = here;
            low /= 2;
          } else {
            lo = theta;
            low = here;
            high /= 2;
          }
        }
      }
    }
    return new Met(crossing, hi);
  }

  /** Above 0 beyond the level, in the direction that counts. */
  private static double beyond(StopEvent.Crossing crossing, double value) {
    return crossing.direction() == Direction.FROM_BELOW
        ? value - crossing.level()
        : crossing.level() - value;
  }

  private static Gauge.Reading read(StopEvent.Crossing crossing, State at) {
    var reading = crossing.gauge().read(at);
    return reading instanceof Gauge.Value(double value) && !Double.isFinite(value)
        ? new Gauge.Unreadable(
            Faults.notFinite(crossing.gauge().describe(), "where the solve would stop at it"))
        : reading;
  }
}
