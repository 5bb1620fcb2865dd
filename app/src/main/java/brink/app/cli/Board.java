package brink.app.cli;

import brink.lab.record.Progress.Began;
import brink.lab.record.Progress.Ended;
import brink.lab.record.Progress.Event;
import brink.lab.record.Progress.Fetched;
import brink.lab.record.Progress.Measured;
import brink.lab.record.Progress.Noted;
import brink.lab.record.Progress.Stepped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a run while it goes on: the events so far, and how they read.
 *
 * @param title what runs and until when
 * @param note the last noted text
 * @param step the last step
 * @param measured the last snapshot
 * @param losses log of the loss, step by step
 * @param sharpness snapshot by snapshot
 */
record Board(
    String title,
    String note,
    Optional<Stepped> step,
    Optional<Measured> measured,
    Series losses,
    Series sharpness) {

  static Board empty() {
    return new Board("", "", Optional.empty(), Optional.empty(), Series.empty(), Series.empty());
  }

  Board with(Event event) {
    return switch (event) {
      case Began(var what, var goal) ->
          new Board(what + " to " + goal, note, step, measured, losses, sharpness);
      case Noted(var text) -> new Board(title, text, step, measured, losses, sharpness);
      case Ended(var how) -> new Board(title, how, step, measured, losses, sharpness);
      case Fetched(var what, long bytes, long of) -> with(new Noted(fetched(what, bytes, of)));
      case Stepped next ->
          new Board(
              title,
              note,
              Optional.of(next),
              measured,
              losses.with(Math.log(Math.max(next.loss(), Double.MIN_NORMAL))),
              sharpness);
      case Measured next ->
          new Board(title, note, step, Optional.of(next), losses, sharpness.with(next.sharpness()));
    };
  }

  /** All of it, in lines of at most {@code width} characters. */
  List<String> lines(int width, Duration elapsed) {
    var lines = new ArrayList<String>();
    int bars = Math.clamp(width - 24, 1, 60);
    lines.add(title + "   " + clock(elapsed, step));
    step.ifPresent(now -> {
      lines.add("loss      %-12s".formatted(number(now.loss())) + losses.sparkline(bars));
      measured.ifPresent(last ->
          lines.add(
              "sharpness %-12s".formatted(number(last.sharpness())) + sharpness.sparkline(bars)));
      lines.add(facts(now) + measured.map(m -> "   snapshot " + m.snapshot()).orElse(""));
    });
    lines.add(note);
    return lines.stream().map(line -> line.substring(0, Math.min(line.length(), width))).toList();
  }

  /** The essence in one line. */
  String line(Duration elapsed) {
    return step.map(now ->
            "%s   %s   loss %s%s"
                .formatted(
                    clock(elapsed, step),
                    facts(now),
                    number(now.loss()),
                    measured.map(m -> "   sharpness " + number(m.sharpness())).orElse("")))
        .orElse(clock(elapsed, step) + "   " + note);
  }

  private static String fetched(String what, long bytes, long of) {
    return "%s: %d of %d MB".formatted(what, bytes / 1_000_000, of / 1_000_000);
  }

  private static String facts(Stepped now) {
    return "step %d   t %s%s%s"
        .formatted(
            now.step(),
            number(now.time()),
            now.stepSize().map(size -> "   step size " + number(size)).orElse(""),
            now.error().map(error -> "   error " + number(error)).orElse(""));
  }

  /** Time taken, and when the way already gone allows a guess, the time to come. */
  private static String clock(Duration elapsed, Optional<Stepped> step) {
    double done = step.map(Stepped::done).orElse(0.0);
    if (done < 0.02) {
      return minutes(elapsed.toSeconds());
    }
    double rest = elapsed.toMillis() / 1000.0 * (1 - Math.min(1, done)) / done;
    return "%s, about %s to go".formatted(minutes(elapsed.toSeconds()), minutes(Math.round(rest)));
  }

  static String minutes(long seconds) {
    return "%d:%02d".formatted(seconds / 60, seconds % 60);
  }

  private static String number(double value) {
    return "%.4g".formatted(value);
  }
}
