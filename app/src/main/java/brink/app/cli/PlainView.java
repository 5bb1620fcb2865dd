package brink.app.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Progress as plain lines: notes at once, steps when some seconds have passed since the last. */
final class PlainView implements View {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final PrintStream out;
  private final LongSupplier nanoTime;
  private final long start;
  private long next;
  private Board board = Board.empty();

  PlainView(PrintStream out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
    next = start;
  }

  static PlainView on(PrintStream out) {
    return new PlainView(out, System::nanoTime);
  }

  @Override
  public synchronized void accept(Event event) {
    board = board.with(event);
    long now = nanoTime.getAsLong();
    var elapsed = Duration.ofNanos(now - start);
    switch (event) {
      case Began _ -> out.println(board.title());
      case Noted(var text) -> out.println(Board.minutes(elapsed.toSeconds()) + "   " + text);
      case Ended(var how) -> {
        out.println(board.line(elapsed));
        out.println(how);
      }
      case Measured _ -> {}
      case Stepped _, Fetched _ -> {
        if (now >= next) {
          out.println(board.line(elapsed));
          next = now + PAUSE.toNanos();
        }
      }
    }
  }

  @Override
  public void close() {
    out.flush();
  }
}
