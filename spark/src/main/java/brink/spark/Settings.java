package brink.spark;

import brink.lab.sweep.Cluster;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;

/** What Spark is told of us. */
final class Settings {
  // As the launcher sets them: idle threads of one native library must not spin against those of
  // another, and large vectors come and go.
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "OMP_WAIT_POLICY", "passive",
          "OPENBLAS_THREAD_TIMEOUT", "4",
          "GLIBC_TUNABLES",
              "glibc.malloc.hugetlb=1:glibc.malloc.arena_max=1:glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=1073741824");
  private static final long LEAST_HEAP = 512; // mebibytes
  private static final String LOOPBACK = "127.0.0.1";

  private Settings() {}

  /**
   * Settings for runs of so many threads, a process for each on a cluster, so that a run that
   * brings its process down takes no other with it.
   */
  static SparkConf ofRuns(Master master, Cluster.Connection connection, int threads) {
    return of(master, connection, "brink sweep", threads, Map.of("spark.locality.wait", "0"));
  }

  /**
   * Settings for so many parts, each computed by one thread, in a process of its own where a
   * cluster has as many cores. It is waited for these some seconds before parts are given out, and
   * parts stay where they are as long as their worker is not busy for long: another one would have
   * to open them first. Nor for longer: Spark may wait as well for a worker that is lost.
   */
  static SparkConf ofParts(Master master, Cluster.Connection connection, int count) {
    return of(
        master,
        connection,
        "brink run",
        1,
        Map.of(
            "spark.cores.max", Integer.toString(count),
            "spark.scheduler.minRegisteredResourcesRatio", "1.0",
            "spark.scheduler.maxRegisteredResourcesWaitingTime", "10s",
            "spark.locality.wait", "0",
            "spark.locality.wait.process", "20s",
            "spark.driver.maxResultSize", "0"));
  }

  /** On a cluster processes have this process's class path, folder and size of the heap. */
  private static SparkConf of(
      Master master,
      Cluster.Connection connection,
      String name,
      int threads,
      Map<String, String> ours) {
    var conf =
        new SparkConf().setAppName(name).setMaster(master.url()).set("spark.ui.enabled", "false");
    ours.forEach(conf::set);
    switch (master) {
      case Master.Local _ -> loopback(conf);
      case Master.Standalone standalone -> {
        if (standalone.loopback()) {
          loopback(conf);
        }
        conf.set("spark.executor.cores", Integer.toString(threads))
            .set("spark.task.cpus", Integer.toString(threads))
            .set("spark.executor.memory", heap())
            .set("spark.executor.extraClassPath", classPath())
            .set(
                "spark.executor.extraJavaOptions",
                "-XX:+UseSerialGC -Djava.awt.headless=true \"-Duser.dir=%s\""
                    .formatted(System.getProperty("user.dir")));
        ENVIRONMENT.forEach(conf::setExecutorEnv);
      }
    }
    connection
        .secret()
        .ifPresent(secret ->
            conf.set("spark.authenticate", "true").set("spark.authenticate.secret", secret));
    connection.settings().forEach(conf::set);
    return conf;
  }

  private static void loopback(SparkConf conf) {
    conf.set("spark.driver.host", LOOPBACK).set("spark.driver.bindAddress", LOOPBACK);
  }

  /** As much as this process may take, and at least what Spark asks for. */
  private static String heap() {
    return Math.max(LEAST_HEAP, Runtime.getRuntime().maxMemory() >> 20) + "m";
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
