package brink.app.cli;

import brink.lab.record.Progress;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Progress as a person sees it. Closing it leaves the last state standing. */
sealed interface View extends Progress, AutoCloseable permits LiveView, PlainView {

  @Override
  void close();

  /** Does some work in view. */
  static <R> R during(Desk desk, boolean plain, Function<Progress, R> work) {
    try (var view = open(desk, plain)) {
      return work.apply(view);
    }
  }

  /** A live view on a terminal that can show one; plain lines on standard error otherwise. */
  static View open(Desk desk, boolean plain) {
    var board = new AtomicReference<>(Board.empty());
    return LiveLines.here(desk, plain, (width, elapsed) -> board.get().lines(width, elapsed))
        .<View>map(lines -> new LiveView(board, lines))
        .orElseGet(() -> PlainView.on(desk.err()));
  }
}
