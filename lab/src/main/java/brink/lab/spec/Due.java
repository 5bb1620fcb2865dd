package brink.lab.spec;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When a run is to write down where it stands: once a moment has been measured, and after some time
 * without one, so that a break never costs more than that. Time decides nothing else.
 */
final class Due {
  private final Duration longest;
  private final LongSupplier nanoseconds;
  private long since;
  private boolean measured;

  /**
   * Nothing is due yet.
   *
   * @param longest time without writing anything down
   * @param nanoseconds a clock
   */
  Due(Duration longest, LongSupplier nanoseconds) {
    this.longest = longest;
    this.nanoseconds = nanoseconds;
    this.since = nanoseconds.getAsLong();
  }

  /** A moment was measured. */
  void measured() {
    measured = true;
  }

  boolean now() {
    return measured || nanoseconds.getAsLong() - since >= longest.toNanos();
  }

  /** It was written down. */
  void done() {
    measured = false;
    since = nanoseconds.getAsLong();
  }
}
