package brink.app.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;

/**
 * Progress as some lines of a terminal that are rewritten where they changed. Events only change
 * the board; a thread of its own draws it, so that a run never waits for its terminal.
 */
final class LiveView implements View {
  private static final long PERIOD_MILLIS = 150;

  private final Terminal terminal;
  private final Display display;
  private final boolean colour;
  private final long start = System.nanoTime();
  private final AtomicReference<Board> board = new AtomicReference<>(Board.empty());
  private final ScheduledExecutorService drawing;
  private final Interruption interruption;
  private boolean closed;

  private LiveView(Terminal terminal, boolean colour) {
    this.terminal = terminal;
    this.colour = colour;
    display = new Display(terminal, false);
    drawing =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("live-view").factory());
    interruption = Interruption.guard(this::interrupt);
  }

  static LiveView on(Terminal terminal, boolean colour) {
    var view = new LiveView(terminal, colour);
    view.drawing.scheduleAtFixedRate(view::draw, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return view;
  }

  @Override
  public void accept(Event event) {
    board.updateAndGet(before -> before.with(event));
  }

  private synchronized void draw() {
    if (closed) {
      return;
    }
    var shown = terminal.getSize();
    int columns = shown.getColumns() > 0 ? shown.getColumns() : 80;
    var size = Size.of(columns, Math.max(shown.getRows(), 8));
    display.resize(size);
    var elapsed = Duration.ofNanos(System.nanoTime() - start);
    var lines = new ArrayList<AttributedString>();
    for (var line : board.get().lines(columns - 1, elapsed)) {
      lines.add(new AttributedString(line, style(lines.isEmpty())));
    }
    // The cursor stays behind the last line, where whatever is printed next will not overwrite it.
    int behind = size.cursorPos(lines.size() - 1, lines.getLast().columnLength());
    display.update(lines, behind);
  }

  private AttributedStyle style(boolean first) {
    return colour && first ? AttributedStyle.BOLD : AttributedStyle.DEFAULT;
  }

  /** The terminal closes itself when the process is ended from outside: only leave the line. */
  private synchronized void interrupt() {
    closed = true;
    System.out.println();
  }

  private synchronized void end() {
    draw();
    closed = true;
    terminal.writer().println();
    terminal.flush();
  }

  @Override
  public void close() {
    drawing.shutdown();
    interruption.close();
    end();
    try {
      terminal.close();
    } catch (IOException e) {
      // nothing more is drawn on it
    }
  }
}
