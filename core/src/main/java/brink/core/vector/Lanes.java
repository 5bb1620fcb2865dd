package brink.core.vector;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A fixed number of threads that share out a range of independent pieces of work. The calling
 * thread is one of them, so one lane means no other thread and no hand-over.
 */
public final class Lanes implements AutoCloseable {
  /** A body of work over the pieces {@code from .. to-1}. */
  @FunctionalInterface
  public interface Body {
    void run(int from, int to);
  }

  private final int count;
  private final ExecutorService helpers;

  private Lanes(int count, ExecutorService helpers) {
    this.count = count;
    this.helpers = helpers;
  }

  /** As many lanes as {@code count}, at least one. */
  public static Lanes of(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("threads must be at least 1, not " + count);
    }
    ThreadFactory daemon = Thread.ofPlatform().daemon().name("lane-", 1).factory();
    return new Lanes(count, Executors.newFixedThreadPool(Math.max(1, count - 1), daemon));
  }

  /** The number of lanes. */
  public int count() {
    return count;
  }

  /**
   * Divides {@code 0 .. pieces-1} into one contiguous range a lane, runs them side by side and
   * returns when all have ended. The first exception of any lane is thrown here.
   */
  public void share(int pieces, Body body) {
    int parts = Math.min(count, pieces);
    if (parts <= 1) {
      if (pieces > 0) {
        body.run(0, pieces);
      }
      return;
    }
    var failure = new AtomicReference<Throwable>();
    var done = new CountDownLatch(parts - 1);
    for (int part = 1; part < parts; part++) {
      int from = (int) ((long) pieces * part / parts);
      int to = (int) ((long) pieces * (part + 1) / parts);
      helpers.execute(() -> {
        try {
          body.run(from, to);
        } catch (Throwable t) {
          failure.compareAndSet(null, t);
        } finally {
          done.countDown();
        }
      });
    }
    try {
      body.run(0, (int) ((long) pieces / parts));
    } catch (Throwable t) {
      failure.compareAndSet(null, t);
    }
    awaitUninterruptibly(done);
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable t -> throw new IllegalStateException("a lane failed", t);
    }
  }

  private static void awaitUninterruptibly(CountDownLatch done) {
    boolean interrupted = false;
    while (true) {
      try {
        done.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true; // the lanes still write to the caller's storage: wait for them
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    helpers.shutdown();
  }
}
