package brink.lab.bench;

import brink.core.error.InputError;
import brink.core.random.RandomStream;
import brink.core.vector.Precision;
import brink.nn.data.DataSet;
import brink.nn.data.Targets;
import brink.nn.engine.Engine;
import brink.nn.network.Activation;
import brink.nn.network.CnnSpec;
import brink.nn.network.Initialization;
import brink.nn.network.Initialization.Scheme;
import brink.nn.network.NetworkSpec;
import brink.nn.network.Norm;
import brink.nn.network.Pooling;
import brink.nn.network.ResnetSpec;
import brink.nn.network.VggSpec;
import brink.nn.objective.Loss;
import brink.nn.objective.Objective;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What Hessian products of networks for images cost in gradients, on random images 3x32x32 of ten
 * classes under cross-entropy, with the memory that a run has by default: what does not fit it is
 * recorded anew for every block.
 */
public enum NetworkBench {
  /** The tanh network of two convolutions of 32 channels of Cohen et al. (2021). */
  CNN(
      "cnn",
      5000,
      new CnnSpec(
          List.of(32, 32),
          Activation.TANH,
          Pooling.MAX,
          new Norm.None(),
          init(),
          Optional.empty())),
  /** VGG-11. */
  VGG11(
      "vgg11",
      1000,
      new VggSpec(Activation.RELU, Pooling.MAX, new Norm.None(), init(), Optional.empty())),
  /** VGG-11 with ghost batches of 50. */
  VGG11_BN(
      "vgg11-bn",
      1000,
      new VggSpec(Activation.RELU, Pooling.MAX, new Norm.Batch(50), init(), Optional.empty())),
  /** ResNet-32 with ghost batches of 50. */
  RESNET32(
      "resnet32",
      1000,
      new ResnetSpec(
          List.of(5, 5, 5),
          List.of(16, 32, 64),
          Activation.RELU,
          new Norm.Batch(50),
          init(),
          Optional.empty())),
  /** The thin ResNet-20 with layer norm. */
  THIN_RESNET(
      "thin-resnet",
      1000,
      new ResnetSpec(
          List.of(3, 3, 3),
          List.of(5, 10, 20),
          Activation.RELU,
          new Norm.Layer(),
          init(),
          Optional.empty()));

  private static final int BLOCK = 4;
  private static final long MEMORY = 8L << 30; // bytes for signals, as in EngineBench
  private static final int CLASSES = 10;

  private final String title;
  private final int examples;
  private final NetworkSpec spec;

  NetworkBench(String title, int examples, NetworkSpec spec) {
    this.title = title;
    this.examples = examples;
    this.spec = spec;
  }

  /**
   * Times of one network.
   *
   * @param network with its number of parameters, for people
   * @param examples n
   * @param gradient seconds for loss and gradient
   * @param product seconds for one Hessian product of a block of four
   * @param single seconds for a Hessian product with one vector alone
   */
  public record Result(
      String network, int examples, double gradient, double product, double single) {}

  /**
   * The network of some name.
   *
   * @throws InputError if there is none
   */
  public static NetworkBench named(String name) {
    return Arrays.stream(values())
        .filter(network -> network.title.equals(name))
        .findFirst()
        .orElseThrow(() ->
            new InputError(
                "There is no network %s to measure: choose among %s."
                    .formatted(
                        name,
                        Arrays.stream(values())
                            .map(network -> network.title)
                            .collect(Collectors.joining(", ")))));
  }

  /** How many images it is usually measured on. */
  public int examples() {
    return examples;
  }

  /**
   * Measures at n examples, the faster of two times each, but the block once; the gradient before
   * and after the products.
   *
   * @throws InputError if n examples make no whole ghost batches
   */
  public Result run(Precision precision, int threads, int n) {
    var data = data(n);
    var network = spec.on(data);
    try (var engine = Engine.open(precision, threads, MEMORY);
        var objective = Objective.of(engine, network, new Loss.CrossEntropy(), data);
        var work = objective.space().workspace()) {
      var theta = work.vec();
      spec.start(network, objective.space(), theta);
      var gradient = work.vec();
      var x = work.block(BLOCK);
      var product = work.block(BLOCK);
      for (int i = 0; i < BLOCK; i++) {
        objective.space().randomize(x.column(i), RandomStream.of(i, "bench"));
      }
      objective.gradient(theta, gradient);
      double before = least(() -> objective.gradient(theta, gradient));
      try (var at = objective.at(theta)) {
        var hessian = at.hessian();
        double single = least(() -> hessian.apply(x.column(0), product.column(0)));
        double block = EngineBench.seconds(() -> hessian.apply(x, product)) / BLOCK;
        double after = least(() -> objective.gradient(theta, gradient));
        double seconds = Math.min(before, after);
        var title = "%s, %,d parameters".formatted(network.describe(), network.layout().size());
        return new Result(title, n, seconds, block, single);
      }
    }
  }

  /** Seconds of the faster of two times. */
  private static double least(Runnable work) {
    return Math.min(EngineBench.seconds(work), EngineBench.seconds(work));
  }

  private static Initialization init() {
    return new Initialization(Scheme.XAVIER_NORMAL, Optional.empty(), 1);
  }

  private static DataSet data(int n) {
    var random = RandomStream.of(1, "bench images");
    var names = IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList();
    var inputs = random.doubles(n * 3072L, -1, 1).toArray();
    var labels = random.ints(n, 0, CLASSES).toArray();
    return new DataSet(
        n + " random images",
        List.of(3, 32, 32),
        inputs,
        new Targets.Labels(labels, names),
        "random");
  }
}
