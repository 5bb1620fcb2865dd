package brink.spark;

import brink.core.error.InputError;
import brink.core.error.Why;
import brink.lab.sweep.Cluster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.internal.config.package$;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcEnv;
import org.apache.spark.rpc.RpcTimeoutException;
import scala.Option;

/**
 * Finds out within seconds whether a master lets us in; an application that registers by itself
 * tries for a minute and does not say why it was not let in.
 */
final class Door {
  private static final int PATIENCE = 10; // seconds

  private Door() {}

  /**
   * Starts an application, to be closed.
   *
   * @throws InputError if the master does not take it
   */
  static JavaSparkContext enter(Master master, SparkConf conf) {
    if (master instanceof Master.Standalone standalone) {
      knock(standalone, conf);
    }
    try {
      return new JavaSparkContext(conf);
    } catch (RuntimeException e) {
      throw new InputError(
          "Spark could not be started on %s (%s): see that its machines run the version of Spark that Brink does."
              .formatted(master.url(), firstLine(e)),
          e);
    }
  }

  /** Ends an application; Spark would leave it half done where its thread is interrupted. */
  static void leave(JavaSparkContext spark) {
    boolean interrupted = Thread.interrupted();
    try {
      spark.close();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What Spark says of a failure, without its stack traces. */
  static String firstLine(Throwable e) {
    return Objects.toString(e.getMessage(), e.toString()).lines().findFirst().orElse("");
  }

  /**
   * Returns where one of the masters lets us in.
   *
   * @throws InputError if none can be reached, or the secret is refused
   */
  private static void knock(Master.Standalone masters, SparkConf conf) {
    Optional<InputError> first = Optional.empty();
    for (var address : masters.addresses()) {
      var refusal = refusal(address, conf);
      if (refusal.isEmpty()) {
        return;
      }
      first = first.or(() -> refusal);
    }
    throw first.orElseThrow();
  }

  /** Whether somebody listens where the master was. */
  static boolean listens(Master master) {
    return switch (master) {
      case Master.Local _ -> true;
      case Master.Standalone(var addresses) ->
          addresses.stream()
              .anyMatch(address -> {
                try {
                  connect(address);
                  return true;
                } catch (IOException e) {
                  return false;
                }
              });
    };
  }

  private static void connect(Master.Address address) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.host(), address.port()), PATIENCE * 1000);
    }
  }

  private static Optional<InputError> refusal(Master.Address address, SparkConf conf) {
    try {
      connect(address);
    } catch (IOException e) {
      return Optional.of(
          new InputError(
              "The Spark master %s cannot be reached (%s): start it, or correct --spark."
                  .formatted(address, Why.of(e)),
              e));
    }
    var limits =
        conf.clone()
            .set("spark.rpc.lookupTimeout", PATIENCE + "s")
            .set("spark.rpc.askTimeout", PATIENCE + "s")
            .set("spark.rpc.io.maxRetries", "0");
    var host = conf.get("spark.driver.host", "localhost");
    var guard = new SecurityManager(limits, Option.empty(), package$.MODULE$.AUTH_SECRET_FILE());
    var visitor = RpcEnv.create("visitor", host, 0, limits, guard, true);
    try {
      visitor.setupEndpointRef(new RpcAddress(address.host(), address.port()), "Master");
      return Optional.empty();
    } catch (Exception e) { // Spark declares none and throws checked ones
      return Optional.of(new InputError(refused(address, conf, e), e));
    } finally {
      visitor.shutdown();
    }
  }

  /** A master that lets nobody in says nothing: it closes the connection. */
  private static String refused(Master.Address address, SparkConf conf, Exception e) {
    if (e instanceof RpcTimeoutException) {
      return "What listens at %s does not answer as a Spark master: correct --spark."
          .formatted(address);
    }
    if (conf.contains("spark.authenticate.secret")) {
      return "The Spark master %s refuses the secret: give the one that it was started with, in %s or a file."
          .formatted(address, Cluster.SECRET);
    }
    return "The Spark master %s lets nobody in without its secret: give it in %s or a file."
        .formatted(address, Cluster.SECRET);
  }
}
