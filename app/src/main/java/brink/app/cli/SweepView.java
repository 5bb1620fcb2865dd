package brink.app.cli;

import brink.lab.spec.Sweep;
import brink.lab.sweep.SweepWatch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A sweep as a person sees it: a live table on a terminal, otherwise a line for each point that is
 * done with.
 */
final class SweepView implements SweepWatch, AutoCloseable {
  private final long start = System.nanoTime();
  private final Desk desk;
  private final AtomicReference<SweepBoard> board;
  private final Optional<LiveLines> live;

  private SweepView(Desk desk, boolean plain, SweepBoard begun) {
    this.desk = desk;
    board = new AtomicReference<>(begun);
    live = LiveLines.here(desk, plain, (width, elapsed) -> board.get().lines(width, elapsed));
  }

  static SweepView open(Desk desk, boolean plain, Sweep sweep) {
    return new SweepView(desk, plain, SweepBoard.of(sweep));
  }

  @Override
  public void accept(Event event) {
    var now = board.updateAndGet(before -> before.with(event));
    if (live.isEmpty() && event instanceof Done) {
      desk.err().println(now.line(Duration.ofNanos(System.nanoTime() - start)));
    }
  }

  @Override
  public void close() {
    live.ifPresent(LiveLines::close);
  }
}
