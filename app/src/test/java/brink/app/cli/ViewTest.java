package brink.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import brink.lab.record.Progress.Began;
import brink.lab.record.Progress.Ended;
import brink.lab.record.Progress.Measured;
import brink.lab.record.Progress.Noted;
import brink.lab.record.Progress.Stepped;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.Test;

class ViewTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private static Stepped step(int step) {
    return new Stepped(step, step / 10.0, 1.0 / step, Optional.empty(), Optional.empty(), 0.1);
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void plainLinesComeAtAModestRateAndTheLastStateAlways() {
    var nanos = new AtomicLong();
    try (var view =
        new PlainView(new PrintStream(written, true, StandardCharsets.UTF_8), nanos::get)) {
      view.accept(new Began("quickstart", "loss 0.01"));
      view.accept(new Noted("drawing"));
      for (int i = 1; i <= 200; i++) { // 20 seconds
        view.accept(step(i));
        nanos.addAndGet(100_000_000);
      }
      view.accept(new Measured(1, 20, 7));
      view.accept(new Ended("loss 0.01 reached"));
    }
    assertThat(text().lines().toList())
        .hasSize(8)
        .startsWith("quickstart to loss 0.01", "0:00   drawing")
        .endsWith("loss 0.01 reached");
    assertThat(text().lines().toList().get(6)).contains("step 200", "sharpness 7.000");
    assertThat(text()).doesNotContain("\u001b");
  }

  @Test
  void theLastStateStandsOnTheTerminalAndWhatFollowsIsBelowIt() throws Exception {
    var virtual = ScreenTerminal.withTerminal("test", "xterm", 80, 24);
    var terminal = virtual.terminal();
    var board = new AtomicReference<>(Board.empty());
    var lines = LiveLines.on(terminal, true, (width, time) -> board.get().lines(width, time));
    try (var view = new LiveView(board, lines)) {
      view.accept(new Began("quickstart", "loss 0.01"));
      for (int i = 1; i <= 40; i++) { // long enough to be drawn several times
        view.accept(step(i));
        view.accept(new Measured(i, i / 10.0, 30 + i));
        Thread.sleep(10);
      }
      view.accept(new Ended("loss 0.01 reached"));
    }
    var rows = rows(virtual.screen());
    assertThat(rows).hasSize(5);
    assertThat(rows.get(0)).startsWith("quickstart to loss 0.01   0:0");
    assertThat(rows.get(1)).startsWith("loss      0.02500     █").endsWith("▁");
    assertThat(rows.get(2)).startsWith("sharpness 70.00       ▁").endsWith("█");
    assertThat(rows.get(3)).isEqualTo("step 40   t 4.000   snapshot 40");
    assertThat(rows.get(4)).isEqualTo("loss 0.01 reached");
  }

  /** What stands on the screen, row by row, without empty rows at the end. */
  private static List<String> rows(ScreenTerminal screen) {
    var cells = new long[screen.getColumns() * screen.getRows()];
    screen.dump(cells, new int[2]);
    var text = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      text.appendCodePoint(ScreenTerminal.cellCodePoint(cells[i]));
      if ((i + 1) % screen.getColumns() == 0) {
        text.append('\n');
      }
    }
    return text.toString().stripTrailing().lines().map(String::stripTrailing).toList();
  }
}
