package brink.app.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;

/**
 * Some lines of a terminal that are rewritten where they changed, by a thread of its own: what goes
 * on never waits for its terminal. Closing it leaves the last state standing.
 */
final class LiveLines implements AutoCloseable {
  private static final long PERIOD_MILLIS = 150;

  private final Terminal terminal;
  private final Display display;
  private final boolean colour;
  private final long start = System.nanoTime();
  private final Drawing drawing;
  private final ScheduledExecutorService thread;
  private final Interruption interruption;
  private boolean closed;

  /** What stands there. */
  @FunctionalInterface
  interface Drawing {
    /** All of it, in lines of at most {@code width} characters; called again and again. */
    List<String> lines(int width, Duration elapsed);
  }

  private LiveLines(Terminal terminal, boolean colour, Drawing drawing) {
    this.terminal = terminal;
    this.colour = colour;
    this.drawing = drawing;
    display = new Display(terminal, false);
    thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("live-lines").factory());
    interruption = Interruption.guard(this::interrupt);
  }

  /**
   * Lines on a terminal, which is closed with them; the first one is bold where there is colour.
   */
  static LiveLines on(Terminal terminal, boolean colour, Drawing drawing) {
    var lines = new LiveLines(terminal, colour, drawing);
    lines.thread.scheduleAtFixedRate(lines::draw, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return lines;
  }

  /** Lines on the terminal of this process, where it has one that can show them. */
  static Optional<LiveLines> here(Desk desk, boolean plain, Drawing drawing) {
    var console = System.console();
    if (plain || console == null || !console.isTerminal()) {
      return Optional.empty();
    }
    try {
      // Its own signal handling would keep Ctrl-C from ending the process; and the terminal is not
      // asked what it can do, since nobody would read an answer that comes late.
      var terminal =
          TerminalBuilder.builder()
              .system(true)
              .nativeSignals(false)
              .graphemeCluster(false)
              .build();
      if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
        terminal.close();
        return Optional.empty();
      }
      return Optional.of(on(terminal, !desk.environment().containsKey("NO_COLOR"), drawing));
    } catch (IOException e) {
      return Optional.empty();
    }
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
    for (var line : drawing.lines(columns - 1, elapsed)) {
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
    thread.shutdown();
    interruption.close();
    end();
    try {
      terminal.close();
    } catch (IOException e) {
      // nothing more is drawn on it
    }
  }
}
