package brink.app.cli;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Progress as lines of a terminal.
 *
 * @param board that events change
 * @param lines that draw it
 */
record LiveView(AtomicReference<Board> board, LiveLines lines) implements View {
  @Override
  public void accept(Event event) {
    board.updateAndGet(before -> before.with(event));
  }

  @Override
  public void close() {
    lines.close();
  }
}
