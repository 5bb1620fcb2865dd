package brink.spark;

import brink.core.error.InputError;
import brink.lab.analysis.Subject;
import brink.lab.record.FreeMemory;
import brink.lab.spec.Placement;
import brink.lab.spec.Spec;
import brink.lab.sweep.Cluster;
import brink.nn.data.Places;
import brink.nn.objective.Objective;
import brink.nn.objective.PartitionedObjective;
import java.time.Duration;

/**
 * Parts of objectives in Spark's workers, a process each on a standalone cluster; an application of
 * its own for each objective, until that is closed.
 *
 * @param master of the cluster
 * @param connection to it
 * @param patience how long to wait while there is no worker at all
 */
record SparkPlacement(Master master, Cluster.Connection connection, Duration patience)
    implements Placement {
  @Override
  public Objective objective(Spec spec, Places places, Subject subject) {
    int count =
        spec.engine()
            .parts()
            .orElseThrow(() ->
                new InputError(
                    "--spark has the parts of an objective computed by Spark's workers, and the spec has one part: set engine.parts to 2 or more, or leave --spark away."));
    PartitionedObjective.divide(subject.data(), subject.network().together(), count);
    requireHeap(count, subject.network().layout().size());
    var spark = Door.enter(master, Settings.ofParts(master, connection, count));
    try {
      var workers = new Workers(spark.sc(), master, patience);
      var space = subject.engine().space(subject.network().layout().size());
      return new PartitionedObjective(
          space, SparkParts.of(spark, workers, space, spec, places, subject));
    } catch (RuntimeException e) {
      Door.leave(spark);
      throw e;
    }
  }

  /** Answers come as Java's arrays, once as bytes and once as numbers; so do questions. */
  private static void requireHeap(int count, long length) {
    double bytes = 2.0 * (count + 1) * length * Double.BYTES;
    long most = FreeMemory.here().heap();
    if (bytes > most) {
      throw new InputError(
          "%d parts on Spark send gradients of %,d numbers, which take %s of Java's heap, which may grow to %s: set BRINK_HEAP=%dg or more."
              .formatted(
                  count,
                  length,
                  FreeMemory.words(bytes),
                  FreeMemory.words(most),
                  (long) Math.ceil(bytes / (1L << 30)) + 1));
    }
  }

  @Override
  public String device() {
    return "cpu; parts on Spark, " + master.url();
  }
}
