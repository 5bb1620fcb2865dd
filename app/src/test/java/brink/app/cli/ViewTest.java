package brink.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import brink.lab.record.Progress.Began;
import brink.lab.record.Progress.Ended;
import brink.lab.record.Progress.Measured;
import brink.lab.record.Progress.Noted;
import brink.lab.record.Progress.Stepped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
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
  void theLiveViewShowsTheLastStateHoweverShortTheRun() throws IOException {
    var terminal = new LineDisciplineTerminal("test", "xterm", written, StandardCharsets.UTF_8);
    terminal.setSize(Size.of(24, 80));
    try (var view = LiveView.on(terminal, true)) {
      view.accept(new Began("quickstart", "loss 0.01"));
      view.accept(step(4));
      view.accept(new Measured(1, 0.4, 31.4));
      view.accept(new Ended("loss 0.01 reached"));
    }
    assertThat(text()).contains("quickstart", "0.2500", "31.40", "loss 0.01 reached");
  }
}
