package brink.spark;

import java.time.Duration;
import java.time.Instant;
import org.apache.spark.SparkContext;

/** Watches whether an application has any worker; by one thread. */
final class Workers {
  private final SparkContext spark;
  private final Master master;
  private final Duration patience;
  private Instant last = Instant.now(); // when there was one, or the watch began
  private boolean any;

  Workers(SparkContext spark, Master master, Duration patience) {
    this.spark = spark;
    this.master = master;
    this.patience = patience;
  }

  /** Whether there has been none for longer than patience lasts. */
  boolean lacking() {
    // The driver counts as one; where it is the only one, it works itself.
    if (spark.isLocal() || spark.getExecutorMemoryStatus().size() > 1) {
      any = true;
      last = Instant.now();
    }
    return last.plus(patience).isBefore(Instant.now());
  }

  /** Whether there was any so far. */
  boolean any() {
    return any;
  }

  /** That there was none for so long, in a sentence; looks whether the master is still there. */
  String none() {
    if (!Door.listens(master)) {
      return "The Spark master %s can no longer be reached, and no worker has been left for %d s: start both and then this again, it goes on."
          .formatted(master.url(), patience.toSeconds());
    }
    return "The Spark master %s has had no worker for us in %d s: start workers, or ask for less with spark.executor.cores and spark.executor.memory."
        .formatted(master.url(), patience.toSeconds());
  }
}
