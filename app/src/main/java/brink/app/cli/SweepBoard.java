package brink.app.cli;

import brink.lab.record.Progress.Measured;
import brink.lab.record.Progress.Stepped;
import brink.lab.spec.Sweep;
import brink.lab.sweep.Outcome;
import brink.lab.sweep.SweepWatch.Began;
import brink.lab.sweep.SweepWatch.Done;
import brink.lab.sweep.SweepWatch.Event;
import brink.lab.sweep.SweepWatch.Moved;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What is known of a sweep while it goes on.
 *
 * @param sweep what is to be run
 * @param going by id, in the order in which they began
 * @param over points that are done with, as it came
 */
record SweepBoard(Sweep sweep, Map<String, Going> going, List<Done> over) {
  private static final int FAILURES = 3; // shown
  private static final int BARS = 10;
  private static final double LEAST_DONE = 0.02; // before it is said how long the rest takes
  private static final Outcome SINCE = new Outcome.Finished(false);
  private static final Outcome THERE = new Outcome.Finished(true);

  /** A point that is being run. */
  record Going(Sweep.Point point, Optional<Stepped> step, Optional<Measured> measured) {
    double done() {
      return step.map(Stepped::done).orElse(0.0);
    }

    String line() {
      var facts =
          step.map(s ->
                  "%3.0f %%   t %.4g   loss %.4g".formatted(100 * s.done(), s.time(), s.loss()))
              .orElse("");
      var sharpness = measured.map(m -> "   sharpness %.4g".formatted(m.sharpness())).orElse("");
      int full = (int) Math.round(BARS * done());
      return "  "
          + "█".repeat(full)
          + "·".repeat(BARS - full)
          + " "
          + facts
          + sharpness
          + "   "
          + point.title();
    }
  }

  static SweepBoard of(Sweep sweep) {
    return new SweepBoard(sweep, Map.of(), List.of());
  }

  SweepBoard with(Event event) {
    var next = new LinkedHashMap<>(going);
    return switch (event) {
      case Began(var point) -> {
        next.put(point.id(), new Going(point, Optional.empty(), Optional.empty()));
        yield new SweepBoard(sweep, next, over);
      }
      case Moved(var point, var moved) -> {
        next.computeIfPresent(
            point.id(),
            (_, was) ->
                switch (moved) {
                  case Stepped step -> new Going(point, Optional.of(step), was.measured());
                  case Measured at -> new Going(point, was.step(), Optional.of(at));
                  default -> was;
                });
        yield new SweepBoard(sweep, next, over);
      }
      case Done done -> {
        next.remove(done.point().id());
        yield new SweepBoard(sweep, next, Stream.concat(over.stream(), Stream.of(done)).toList());
      }
    };
  }

  /** All of it, in lines of at most {@code width} characters. */
  List<String> lines(int width, Duration elapsed) {
    var failures = new ArrayList<String>();
    for (var done : over) {
      if (done.outcome() instanceof Outcome.Failed(var why)) {
        failures.add(
            "  failed: %s (%s): %s".formatted(done.point().title(), done.point().id(), why));
      }
    }
    var lines = new ArrayList<String>();
    lines.add(line(elapsed));
    going.values().forEach(point -> lines.add(point.line()));
    lines.addAll(failures.subList(Math.max(0, failures.size() - FAILURES), failures.size()));
    return lines.stream().map(line -> line.substring(0, Math.min(line.length(), width))).toList();
  }

  /** The essence in one line. */
  String line(Duration elapsed) {
    long finished = count(Outcome.Finished.class::isInstance);
    var line = new StringBuilder("%s: %d of ".formatted(sweep.name(), finished));
    line.append(sweep.points().size()).append(" finished");
    say(line, count(THERE::equals), "were there");
    say(line, going.size(), "going on");
    say(line, count(Outcome.Elsewhere.class::isInstance), "with other processes");
    say(line, count(Outcome.Failed.class::isInstance), "failed");
    return line.append("   ").append(clock(elapsed)).toString();
  }

  private long count(Predicate<Outcome> which) {
    return over.stream().map(Done::outcome).filter(which).count();
  }

  private static void say(StringBuilder line, long count, String what) {
    if (count > 0) {
      line.append(", ").append(count).append(' ').append(what);
    }
  }

  /** Time taken, and the time to come if points take time in proportion to their work. */
  private String clock(Duration elapsed) {
    var work = work();
    double begun =
        going.values().stream().mapToDouble(p -> p.done() * work.applyAsDouble(p.point())).sum();
    double since =
        over.stream()
            .filter(done -> done.outcome().equals(SINCE))
            .map(Done::point)
            .mapToDouble(work)
            .sum();
    double spent = over.stream().map(Done::point).mapToDouble(work).sum();
    double all = sweep.points().stream().mapToDouble(work).sum();
    double done = since + begun;
    double rest = all - spent - begun;
    var taken = Board.minutes(elapsed.toSeconds());
    if (done < LEAST_DONE * (done + rest) || rest <= 0) {
      return taken;
    }
    long seconds = Math.round(elapsed.toMillis() / 1000.0 * rest / done);
    return "%s, about %s to go".formatted(taken, Board.minutes(seconds));
  }

  /** Of a point: how many examples it trains on, where all points say so. */
  private ToDoubleFunction<Sweep.Point> work() {
    boolean known = sweep.points().stream().allMatch(point -> examples(point).isPresent());
    return point -> known ? examples(point).orElseThrow() : 1;
  }

  private static Optional<Integer> examples(Sweep.Point point) {
    return point.spec().data().subset().count();
  }
}
