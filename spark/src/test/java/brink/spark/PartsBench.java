package brink.spark;

import brink.core.vector.Vec;
import brink.lab.analysis.Subject;
import brink.lab.spec.Runs;
import brink.lab.spec.Spec;
import brink.lab.sweep.Cluster;
import brink.nn.data.Places;
import brink.nn.engine.Engine;
import brink.nn.network.Initialization;
import brink.nn.network.Network;
import brink.nn.objective.Objective;
import brink.nn.objective.PartitionedObjective;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prints what a gradient and a Hessian product cost as one objective and in two parts, for growing
 * numbers of examples, and from which on a gradient in parts is the cheaper one: {@code PartsBench
 * SPEC [MASTER [SIZE ...]]}. The secret of a master is in the environment.
 */
final class PartsBench {
  private static final int PARTS = 2;
  private static final int TIMES = 2;

  private PartsBench() {}

  /** Prints a table. */
  public static void main(String[] args) {
    var file = Path.of(args[0]);
    var master = args.length > 1 ? args[1] : "local[2]";
    var sizes =
        args.length > 2 ? List.of(args).subList(2, args.length) : List.of("64", "256", "1024");
    var connection =
        new Cluster.Connection(master, Cluster.secret(Optional.empty(), System.getenv()), Map.of());
    System.out.printf("seconds of a gradient, of a Hessian product; %d parts%n", PARTS);
    var placement = new SparkPlacement(Master.of(master), connection, Duration.ofMinutes(2));
    var costs = new ArrayList<Cost>();
    for (var size : sizes) {
      var settings =
          List.of("data.subset.count=" + size, "engine.threads=1", "engine.parts=" + PARTS);
      rows(placement, Runs.read(file, settings), costs);
    }
    verdicts(costs);
  }

  /** A gradient's seconds. */
  private record Cost(int size, String how, double seconds) {}

  private static void verdicts(List<Cost> costs) {
    for (var parts :
        costs.stream().map(Cost::how).filter(PartsBench::divided).distinct().toList()) {
      for (var whole : costs.stream().map(Cost::how).distinct().toList()) {
        if (!divided(whole)) {
          System.out.printf("%s against %s: %s%n", parts, whole, pays(costs, parts, whole));
        }
      }
    }
  }

  private static boolean divided(String how) {
    return how.startsWith("parts");
  }

  private static String pays(List<Cost> costs, String parts, String whole) {
    var sizes = costs.stream().map(Cost::size).distinct().sorted().toList();
    var dear =
        sizes.stream()
            .filter(size -> seconds(costs, parts, size) >= seconds(costs, whole, size))
            .max(Integer::compare);
    return sizes.stream()
        .filter(size -> dear.isEmpty() || size > dear.get())
        .findFirst()
        .map(size -> "pays from %d examples on".formatted(size))
        .orElse("does not pay");
  }

  private static double seconds(List<Cost> costs, String how, int size) {
    return costs.stream()
        .filter(cost -> cost.size() == size && cost.how().equals(how))
        .findFirst()
        .orElseThrow()
        .seconds();
  }

  private static void rows(SparkPlacement placement, Spec spec, List<Cost> costs) {
    var places = Places.ofEnvironment();
    var data = spec.data().load(places);
    var network = spec.network().on(data);
    var loss = spec.loss();
    long budget = spec.engine().memory() * 1_000_000L;
    for (int threads : new int[] {1, PARTS}) {
      try (var engine = Engine.open(spec.engine().precision(), threads, budget);
          var whole = Objective.of(engine, network, loss, data)) {
        costs.add(cost(data.size(), "whole, %d threads".formatted(threads), network, whole));
      }
    }
    try (var engine = Engine.open(spec.engine().precision(), PARTS, budget)) {
      try (var parts = PartitionedObjective.onThreads(engine, network, loss, data, PARTS, PARTS)) {
        costs.add(cost(data.size(), "parts, %d threads".formatted(PARTS), network, parts));
      }
      try (var parts =
          placement.objective(spec, places, new Subject(engine, network, loss, data))) {
        costs.add(cost(data.size(), "parts, " + placement.connection(), network, parts));
      }
    }
  }

  private static Cost cost(int size, String how, Network network, Objective objective) {
    try (var work = objective.space().workspace()) {
      var theta = work.vec();
      new Initialization(Initialization.Scheme.FRAMEWORK, Optional.empty(), 1)
          .draw(network.layout(), 1, objective.space(), theta);
      var into = work.vec();
      double gradient = seconds(() -> objective.gradient(theta, into));
      try (var at = objective.at(theta)) {
        Vec v = work.vec();
        objective.space().copy(into, v);
        double product = seconds(() -> at.hessian().apply(v, into));
        System.out.printf("%6d  %-30s %8.3f %8.3f%n", size, how, gradient, product);
        return new Cost(size, how, gradient);
      }
    }
  }

  /** The least of some times: what others do on the machine only adds. */
  private static double seconds(Runnable work) {
    work.run();
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < TIMES; i++) {
      long start = System.nanoTime();
      work.run();
      least = Math.min(least, (System.nanoTime() - start) / 1e9);
    }
    return least;
  }
}
