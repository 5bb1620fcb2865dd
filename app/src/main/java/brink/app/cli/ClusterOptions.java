package brink.app.cli;

import brink.lab.sweep.Cluster;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of the commands that can work on a cluster. */
final class ClusterOptions {
  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      description =
          "Compute a sweep's runs, or the parts of a run, on Apache Spark: local[*], or spark://HOST:PORT; docs/clusters.md says how.")
  private Optional<String> spark = Optional.empty();

  @Option(
      names = "--secret",
      paramLabel = "FILE",
      description = "The Spark cluster's secret (default: in BRINK_SPARK_SECRET).")
  private Optional<Path> secret = Optional.empty();

  /** How to get to the cluster, where one is asked for. */
  Optional<Cluster.Connection> connection(Desk desk) {
    return spark.map(master ->
        new Cluster.Connection(master, Cluster.secret(secret, desk.environment()), Map.of()));
  }
}
