package brink.app.cli;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Work to do should the process be ended from outside (Ctrl-C, a termination signal) before this is
 * closed: marking a run folder as interrupted, setting the terminal right.
 *
 * <p>The work runs in a thread of its own while the interrupted thread goes on; it must be short.
 */
final class Interruption implements AutoCloseable {
  private final AtomicBoolean over = new AtomicBoolean();
  private final Thread hook;

  private Interruption(Runnable work) {
    hook =
        new Thread(
            () -> {
              if (over.compareAndSet(false, true)) {
                work.run();
              }
            },
            "interruption");
  }

  static Interruption guard(Runnable work) {
    var guard = new Interruption(work);
    Runtime.getRuntime().addShutdownHook(guard.hook);
    return guard;
  }

  /** From now on nothing is done; harmless when the process is already ending. */
  @Override
  public void close() {
    if (over.compareAndSet(false, true)) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException ending) {
        // the hook will find that it is over
      }
    }
  }
}
