package brink.lab.bench;

import brink.core.random.RandomStream;
import brink.core.vector.FlatSpace;
import brink.core.vector.Precision;
import brink.nn.data.DataSet;
import brink.nn.data.Targets;
import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import brink.nn.network.Activation;
import brink.nn.network.Initialization;
import brink.nn.network.Initialization.Scheme;
import brink.nn.network.Mlp;
import brink.nn.network.Network;
import brink.nn.objective.AutogradObjective;
import brink.nn.objective.InputSpan;
import brink.nn.objective.Loss;
import brink.nn.objective.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How close the objectives come to the floor set by matrix products alone.
 *
 * <p>The unit of a layer is 2 n d_in d_out flops. A gradient takes 2 units in the first layer and 3
 * in the others, a Hessian product 2 and 6, a Gauss-Newton product 2 and 4; the floor is that over
 * the measured rate of square matrix products. The network is 3072-5x512-10 with ELU,
 * cross-entropy, on random numbers; products are with a block of ten vectors. Every time is the
 * median of several runs, and the rate that of measurements between them.
 *
 * <p>Runs are computed in coordinates of the span of the inputs ({@link InputSpan}), so that with
 * fewer than 3072 examples they need less than this floor: they are measured beside the ways that
 * do the whole network's products.
 */
public final class EngineBench {
  private static final Mlp NETWORK =
      new Mlp(List.of(3072, 512, 512, 512, 512, 512, 10), Activation.ELU);
  private static final Loss LOSS = new Loss.CrossEntropy();
  private static final int BLOCK = 10;
  private static final int ROUNDS = 9;

  private EngineBench() {}

  /**
   * The times of one way of computing, in seconds for one gradient or one vector.
   *
   * @param way what computes
   * @param gradient loss and gradient
   * @param hessian one of a block of Hessian products
   * @param gaussNewton one of a block of Gauss-Newton products
   */
  public record Times(String way, double gradient, double hessian, double gaussNewton) {}

  /**
   * Everything measured at one number of examples.
   *
   * @param examples n
   * @param flopsPerSecond the rate of matrix products
   * @param floor the least possible times of the whole network's products at that rate
   * @param measured the times of the same matrix products alone, of the closed form and of recorded
   *     operations; of the latter two also in the span of the inputs, where that is smaller
   */
  public record Result(int examples, double flopsPerSecond, Times floor, List<Times> measured) {}

  /** Measures at n examples. */
  public static Result run(Precision precision, int threads, int n) {
    try (var engine = Engine.open(precision, threads, 8L << 30)) {
      var data = data(n);
      var rates = new ArrayList<Double>();
      var measured = new ArrayList<Times>();
      rates.add(rate(engine));
      try (var products = new ProductsAlone(engine, NETWORK, n)) {
        measured.add(products.times());
      }
      rates.add(rate(engine));
      try (var whole = InputSpan.none(engine, NETWORK, data)) {
        measured.add(closedForm(engine, "closed form", whole));
        rates.add(rate(engine));
        measured.add(recorded(engine, "recorded operations", whole));
      }
      rates.add(rate(engine));
      if (n < NETWORK.width(0)) {
        try (var span = InputSpan.of(engine, NETWORK, data)) {
          measured.add(closedForm(engine, "closed form, in the span", span));
          rates.add(rate(engine));
          measured.add(recorded(engine, "recorded, in the span", span));
        }
        rates.add(rate(engine));
      }
      double rate = median(rates.stream().mapToDouble(Double::doubleValue));
      return new Result(n, rate, floor(n, rate), List.copyOf(measured));
    }
  }

  private static Times closedForm(Engine engine, String way, InputSpan span) {
    try (var objective = Objective.of(engine, span.network(), LOSS, span.data())) {
      return times(way, span.network(), objective);
    }
  }

  private static Times recorded(Engine engine, String way, InputSpan span) {
    var network = span.network();
    try (var objective = new AutogradObjective(engine, network, LOSS, span.data())) {
      return times(way, network, objective);
    }
  }

  private static Times floor(int n, double rate) {
    double first = 2.0 * n * NETWORK.width(0) * NETWORK.width(1);
    double others =
        IntStream.range(1, NETWORK.layers())
            .mapToDouble(l -> 2.0 * n * NETWORK.width(l) * NETWORK.width(l + 1))
            .sum();
    return new Times(
        "floor",
        (2 * first + 3 * others) / rate,
        (2 * first + 6 * others) / rate,
        (2 * first + 4 * others) / rate);
  }

  private static Times times(String way, Network network, Objective objective) {
    FlatSpace space = objective.space();
    try (var work = space.workspace()) {
      var theta = work.vec();
      new Initialization(Scheme.XAVIER_NORMAL, Optional.empty(), 1)
          .draw(network.layout(), NETWORK.activation().gain(), space, theta);
      var gradient = work.vec();
      var x = work.block(BLOCK);
      var product = work.block(BLOCK);
      for (int i = 0; i < BLOCK; i++) {
        space.randomize(x.column(i), RandomStream.of(i, "bench"));
      }
      double g = median(() -> objective.gradient(theta, gradient));
      try (var at = objective.at(theta)) {
        double h = median(() -> at.hessian().apply(x, product)) / BLOCK;
        double gn = median(() -> at.gaussNewton().apply(x, product)) / BLOCK;
        return new Times(way, g, h, gn);
      }
    }
  }

  /**
   * The rate of products of square matrices of 1024 rows, one a lane, in flops a second: the median
   * of several runs.
   */
  public static double rate(Engine engine) {
    int size = 1024;
    int products = 4;
    int lanes = engine.lanes().count();
    try (var _ = Scope.open()) {
      var a = ProductsAlone.random(engine, size, size); // zeros would be faster than any real data
      double seconds =
          median(() ->
              engine
                  .lanes()
                  .share(
                      lanes,
                      (from, to) -> {
                        try (var _ = Scope.open()) {
                          var into = engine.empty(size, size);
                          for (int i = 0; i < products; i++) {
                            Ops.multiply(a, a, into);
                          }
                        }
                      }));
      return lanes * products * 2.0 * size * size * size / seconds;
    }
  }

  /** Seconds that some work takes, once it has been done: the median of several runs. */
  static double median(Runnable work) {
    work.run();
    return median(DoubleStream.generate(() -> seconds(work)).limit(ROUNDS));
  }

  private static double median(DoubleStream values) {
    var sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** Seconds that some work takes. */
  static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) * 1e-9;
  }

  private static DataSet data(int n) {
    var random = RandomStream.of(1, "bench data");
    var names = IntStream.range(0, NETWORK.outputs()).mapToObj(Integer::toString).toList();
    return new DataSet(
        n + " random examples",
        List.of(NETWORK.width(0)),
        random.doubles((long) n * NETWORK.width(0), -1, 1).toArray(),
        new Targets.Labels(random.ints(n, 0, NETWORK.outputs()).toArray(), names),
        "random");
  }
}
