package brink.core.ode;

import brink.core.error.InputError;
import brink.core.ode.Moment.Why;
import java.util.Optional;
import java.util.TreeMap;

/** Hands out the moments that are to be saved, in the order of time and each once. */
final class Saver {
  private final SaveAt save;
  private final Observer observer;
  private int nextTime;
  private int nextLevel;
  private long index;
  private double lastTime;

  Saver(SaveAt save, Observer observer) {
    this.save = save;
    this.observer = observer;
  }

  void start(State state) {
    if (!save.times().isEmpty() && save.times().getFirst() < state.t()) {
      throw new InputError(
          "a time to save at, %s, lies before the start at %s."
              .formatted(save.times().getFirst(), state.t()));
    }
    while (nextTime < save.times().size() && save.times().get(nextTime) <= state.t()) {
      nextTime++;
    }
    skipLevels(state.potential());
    emit(0, Why.START, state);
  }

  void keep(Standing.Draft into) {
    into.number("times", nextTime)
        .number("levels", nextLevel)
        .number("moments", index)
        .number("last", lastTime);
  }

  /** Goes on where another one stood, whose start was this one's. */
  void takeUp(Standing from) {
    nextTime = (int) Math.min(from.count("times"), save.times().size());
    nextLevel = (int) Math.min(from.count("levels"), save.levels().size());
    index = from.count("moments");
    lastTime = from.number("last");
  }

  /** The moments inside a step and at its end, or before the solve's end where that is in it. */
  <F extends VectorField, S extends Memory> void during(
      Interior<F, S> interior, Step step, long count, Optional<Double> end) {
    var last = end.map(theta -> interior.at(step, theta)).orElse(step.to());
    double lowest = last.potential();
    var moments = new TreeMap<Double, Why>();
    for (; nextTime < save.times().size() && save.times().get(nextTime) <= last.t(); nextTime++) {
      double t = save.times().get(nextTime);
      moments.putIfAbsent(t == step.to().t() ? 1 : (t - step.from().t()) / step.h(), Why.TIME);
    }
    double change = Math.abs(step.from().potential() - step.to().potential());
    for (;
        nextLevel < save.levels().size() && save.levels().get(nextLevel) >= lowest;
        nextLevel++) {
      double level = save.levels().get(nextLevel);
      double tolerance = 1e-3 * Math.max(Math.abs(level), change);
      // A level that the last moment of the solve meets as well is that moment's.
      if (end.isEmpty() || level - lowest > tolerance) {
        moments.putIfAbsent(interior.crossing(step, level, tolerance), Why.LEVEL);
      }
    }
    if (save.every().isPresent() && count % save.every().getAsLong() == 0) {
      moments.putIfAbsent(1.0, Why.STEP);
    }
    var inside = end.isPresent() ? moments.headMap(end.get()) : moments;
    inside.forEach((theta, why) -> emit(count, why, interior.at(step, theta)));
  }

  /** The last moment, unless it has been saved for another reason. */
  void end(State state, long count) {
    if (index == 0 || state.t() != lastTime) {
      emit(count, Why.END, state);
    }
  }

  private void skipLevels(double potential) {
    while (nextLevel < save.levels().size() && save.levels().get(nextLevel) >= potential) {
      nextLevel++;
    }
  }

  private void emit(long step, Why why, State state) {
    lastTime = state.t();
    observer.save(new Moment(index++, step, why, state));
  }
}
