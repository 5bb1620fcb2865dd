package brink.app.cli;

import brink.lab.record.Progress;
import java.io.IOException;
import java.util.function.Function;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

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
    var console = System.console();
    if (plain || console == null || !console.isTerminal()) {
      return PlainView.on(desk.err());
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
        return PlainView.on(desk.err());
      }
      return LiveView.on(terminal, !desk.environment().containsKey("NO_COLOR"));
    } catch (IOException e) {
      return PlainView.on(desk.err());
    }
  }
}
