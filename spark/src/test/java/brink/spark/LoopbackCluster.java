package brink.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A standalone cluster of processes on this machine, until it is closed. */
final class LoopbackCluster implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final Path folder;
  private final String secret;
  private final int port;
  private final Process master;
  private final List<Process> workers = new ArrayList<>();

  private LoopbackCluster(Path folder, String secret) throws Exception {
    this.folder = folder;
    this.secret = secret;
    Files.createDirectories(folder.resolve("jars")); // a worker asks for it; it may be empty
    this.port = freePort();
    this.master =
        start(
            "master",
            "org.apache.spark.deploy.master.Master",
            "--port",
            Integer.toString(port),
            "--webui-port",
            "0");
  }

  /** A master that listens. */
  static LoopbackCluster start(Path folder, String secret) throws Exception {
    var cluster = new LoopbackCluster(folder, secret);
    for (var end = Instant.now().plus(START); !listens(cluster.port); Thread.sleep(200)) {
      if (Instant.now().isAfter(end) || !cluster.master.isAlive()) {
        cluster.close();
        throw new IllegalStateException(
            "no master: " + Files.readString(folder.resolve("master.log")));
      }
    }
    return cluster;
  }

  String url() {
    return "spark://127.0.0.1:" + port;
  }

  /** Adds a worker of one core. */
  Process worker() throws IOException {
    var name = "worker-" + workers.size();
    var worker =
        start(
            name,
            "org.apache.spark.deploy.worker.Worker",
            "--cores",
            "1",
            "--memory",
            "600m",
            "--webui-port",
            "0",
            "--work-dir",
            folder.resolve(name).toString(),
            url());
    workers.add(worker);
    return worker;
  }

  Process master() {
    return master;
  }

  /** Ends a master, or a worker and all it started, at once, as when a machine goes out. */
  static void kill(Process process) {
    var all = Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  private Process start(String name, String main, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("jvm.options").toAbsolutePath());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-Dspark.authenticate=true"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(List.of("--host", "127.0.0.1"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(new File(folder.toFile(), name + ".log"));
    builder
        .environment()
        .putAll(
            Map.of(
                "_SPARK_AUTH_SECRET",
                secret,
                "SPARK_HOME",
                folder.toString(),
                "SPARK_SCALA_VERSION",
                "2.13",
                "SPARK_LOCAL_IP",
                "127.0.0.1",
                "JAVA_HOME",
                System.getProperty("java.home")));
    return builder.start();
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean listens(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    Stream.concat(workers.stream(), Stream.of(master)).forEach(LoopbackCluster::kill);
  }
}
