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

/**
 * What is known of a sweep while it goes on.
 *
 * @param name of the sweep
 * @param points how many there are
 * @param going by id, in the order in which they began
 * @param finished since the sweep was started
 * @param there finished before
 * @param elsewhere that other processes are at
 * @param failures what failed and why, a sentence each
 */
record SweepBoard(
    String name,
    int points,
    Map<String, Going> going,
    int finished,
    int there,
    int elsewhere,
    List<String> failures) {
  private static final int FAILURES = 3; // shown
  private static final int BARS = 10;

  /** A point that is being run. */
  record Going(String title, Optional<Stepped> step, Optional<Measured> measured) {
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
          + title;
    }
  }

  static SweepBoard of(Sweep sweep, int points) {
    return new SweepBoard(sweep.name(), points, Map.of(), 0, 0, 0, List.of());
  }

  SweepBoard with(Event event) {
    var next = new LinkedHashMap<>(going);
    return switch (event) {
      case Began(var point) -> {
        next.put(point.id(), new Going(point.title(), Optional.empty(), Optional.empty()));
        yield going(next);
      }
      case Moved(var point, var moved) -> {
        next.computeIfPresent(
            point.id(),
            (_, was) ->
                switch (moved) {
                  case Stepped step -> new Going(was.title(), Optional.of(step), was.measured());
                  case Measured at -> new Going(was.title(), was.step(), Optional.of(at));
                  default -> was;
                });
        yield going(next);
      }
      case Done(var point, var outcome) -> {
        next.remove(point.id());
        yield going(next).with(point, outcome);
      }
    };
  }

  private SweepBoard going(Map<String, Going> next) {
    return new SweepBoard(name, points, next, finished, there, elsewhere, failures);
  }

  private SweepBoard with(Sweep.Point point, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Finished(boolean already) ->
          new SweepBoard(
              name,
              points,
              going,
              finished + (already ? 0 : 1),
              there + (already ? 1 : 0),
              elsewhere,
              failures);
      case Outcome.Elsewhere() ->
          new SweepBoard(name, points, going, finished, there, elsewhere + 1, failures);
      case Outcome.Failed(var why) -> {
        var more = new ArrayList<>(failures);
        more.add("failed: %s (%s): %s".formatted(point.title(), point.id(), why));
        yield new SweepBoard(name, points, going, finished, there, elsewhere, more);
      }
    };
  }

  /** All of it, in lines of at most {@code width} characters. */
  List<String> lines(int width, Duration elapsed) {
    var lines = new ArrayList<String>();
    lines.add(line(elapsed));
    going.values().forEach(point -> lines.add(point.line()));
    failures.stream()
        .skip(Math.max(0, failures.size() - FAILURES))
        .forEach(failure -> lines.add("  " + failure));
    return lines.stream().map(line -> line.substring(0, Math.min(line.length(), width))).toList();
  }

  /** The essence in one line. */
  String line(Duration elapsed) {
    var line = new StringBuilder("%s: %d of %d".formatted(name, finished + there, points));
    line.append(" finished");
    say(line, there, "were there");
    say(line, going.size(), "going on");
    say(line, elsewhere, "with other processes");
    say(line, failures.size(), "failed");
    return line.append("   ").append(clock(elapsed)).toString();
  }

  private static void say(StringBuilder line, int count, String what) {
    if (count > 0) {
      line.append(", ").append(count).append(' ').append(what);
    }
  }

  /** Time taken, and the time to come if the other points take as long as those so far. */
  private String clock(Duration elapsed) {
    double done = finished + going.values().stream().mapToDouble(Going::done).sum();
    double left = points - there - elsewhere - failures.size() - done;
    var taken = Board.minutes(elapsed.toSeconds());
    if (done < 0.5 || left <= 0) {
      return taken;
    }
    long rest = Math.round(elapsed.toMillis() / 1000.0 * left / done);
    return "%s, about %s to go".formatted(taken, Board.minutes(rest));
  }
}
