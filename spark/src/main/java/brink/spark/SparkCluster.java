package brink.spark;

import brink.lab.spec.Placement;
import brink.lab.sweep.Cluster;
import brink.lab.sweep.Executor;
import brink.lab.sweep.Worker;
import java.time.Duration;

/** Apache Spark, in this process or on a standalone cluster. */
public final class SparkCluster implements Cluster {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** For the service loader. */
  public SparkCluster() {}

  @Override
  public Executor executor(Worker worker, Connection connection) {
    return new SparkExecutor(worker, Master.of(connection.master()), connection, PATIENCE);
  }

  @Override
  public Placement placement(Connection connection) {
    return new SparkPlacement(Master.of(connection.master()), connection, PATIENCE);
  }
}
