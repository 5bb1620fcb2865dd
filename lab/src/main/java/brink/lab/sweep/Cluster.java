package brink.lab.sweep;

import brink.core.error.InputError;
import brink.core.error.Why;
import brink.lab.spec.Placement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** Runs and parts of runs on a cluster; found on the class path, where a build has one. */
public interface Cluster {
  /** The environment variable that holds a cluster's secret. */
  String SECRET = "BRINK_SPARK_SECRET";

  /**
   * An executor on a cluster, not yet connected.
   *
   * @param worker that each machine of the cluster asks
   * @throws InputError if this is no address of a cluster
   */
  Executor executor(Worker worker, Connection connection);

  /**
   * The workers of a cluster as those who compute the parts of objectives, not yet connected.
   *
   * @throws InputError if this is no address of a cluster
   */
  Placement placement(Connection connection);

  /**
   * How to get to a cluster.
   *
   * @param master {@code local[*]}, {@code local[N]} or {@code spark://HOST:PORT}
   * @param secret that the cluster and its users share
   * @param settings of the cluster's own that go over ours, as {@code spark.executor.memory}
   */
  record Connection(String master, Optional<String> secret, Map<String, String> settings) {
    /** Keeps what it was given. */
    public Connection {
      settings = Map.copyOf(settings);
    }

    /** Shows no secret. */
    @Override
    public String toString() {
      return master;
    }
  }

  /**
   * The cluster on the class path.
   *
   * @throws InputError if there is none
   */
  static Cluster onClassPath() {
    return ServiceLoader.load(Cluster.class)
        .findFirst()
        .orElseThrow(() ->
            new InputError(
                "This build of Brink has no Spark: build it with mvn -Pspark package, or leave --spark away."));
  }

  /**
   * The secret in a file, or else in {@link #SECRET}; none where neither is given.
   *
   * @throws InputError if the file cannot be read or is empty
   */
  static Optional<String> secret(Optional<Path> file, Map<String, String> environment) {
    if (file.isEmpty()) {
      return Optional.ofNullable(environment.get(SECRET)).filter(secret -> !secret.isBlank());
    }
    try {
      var secret = Files.readString(file.get()).strip();
      if (secret.isEmpty()) {
        throw new InputError(
            "The secret's file %s is empty: write the cluster's secret into it."
                .formatted(file.get()));
      }
      return Optional.of(secret);
    } catch (IOException e) {
      throw new InputError(
          "The secret's file %s cannot be read (%s): give the path of a file with the cluster's secret."
              .formatted(file.get(), Why.of(e)),
          e);
    }
  }
}
