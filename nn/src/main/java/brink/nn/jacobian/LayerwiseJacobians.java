package brink.nn.jacobian;

import brink.core.error.InputError;
import brink.core.random.RandomStream;
import brink.core.vector.Vec;
import brink.nn.data.DataSet;
import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import brink.nn.network.LayeredNetwork;
import brink.nn.network.Mlp;
import brink.nn.network.Network;
import brink.nn.objective.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * The Jacobians of a network layer by layer, example by example, without ever holding one that is n
 * x d x d or C x P: the causes of sharpness (Lowell and Kastner 2024).
 *
 * <p>Z_l of all the examples is C backward passes at once. {@code |J_l|^2}, and {@code |M_l|^2} of
 * convolutions, are Lanczos processes in which the examples share every step. The rest is C x C an
 * example. Examples go in chunks, which the lanes share out; the means add up in the order of the
 * examples.
 *
 * @param engine precision, threads and memory budget
 * @param network an MLP, or one for images whose examples do not see each other
 * @param loss the criterion; only its Hessian in the outputs matters here
 * @param data the examples
 * @param accuracy of {@code |J_l|^2} and {@code |M_l|^2}
 * @param seed of the Lanczos starts and of the random directions of {@link #amplification}
 */
public record LayerwiseJacobians(
    Engine engine, Network network, Loss loss, DataSet data, Accuracy accuracy, long seed) {
  /**
   * Checks that the network can be taken apart and the data fits.
   *
   * @throws InputError if it cannot, or does not
   */
  public LayerwiseJacobians {
    if (!applyTo(network)) {
      throw new InputError(
          "%s cannot be taken apart layer by layer and example by example: take an MLP, or a network for images without batch norm."
              .formatted(network.describe()));
    }
    if (network instanceof Mlp mlp
        && (mlp.width(0) != data.features() || mlp.outputs() != data.targets().outputs())) {
      throw new InputError(
          "The network has widths %s, but %s has %d numbers an example and asks for %d outputs: set the first and last width to these."
              .formatted(mlp.widths(), data.name(), data.features(), data.targets().outputs()));
    }
  }

  /** Whether a network can be taken apart: into layers, and example by example. */
  public static boolean applyTo(Network network) {
    return network instanceof Mlp
        || network instanceof LayeredNetwork layered && layered.together() == 1;
  }

  /**
   * The decomposition at theta. Costs about 13 gradients for 5 hidden layers of equal width and 10
   * outputs, and for images 30 to 60, most of them for {@code |J_l|^2} and {@code |M_l|^2}.
   *
   * @throws InputError if the outputs are not finite there
   */
  public Decomposition at(Vec theta) {
    try (var _ = Scope.open()) {
      var passes = passes(theta);
      var samples = Samples.allocate(passes.layers(), data.size());
      inChunks(passes, data.size(), (from, x) -> measure(passes, x, from, samples));
      return samples.mean();
    }
  }

  /**
   * The amplification profiles of the first examples, one each. Costs C backward passes and two.
   *
   * @param count examples, at most n
   * @throws InputError if the outputs are not finite at theta
   */
  public List<Amplification> amplification(Vec theta, int count) {
    if (count < 1 || count > data.size()) {
      throw new IllegalArgumentException(count + " of " + data.size() + " examples");
    }
    try (var _ = Scope.open()) {
      var passes = passes(theta);
      var profiles = new Amplification[count];
      inChunks(passes, count, (from, x) -> profile(passes, x, from, profiles));
      return List.of(profiles);
    }
  }

  private Passes passes(Vec theta) {
    var parameters = network.layout().views(engine, theta);
    return switch (network) {
      case Mlp mlp -> DensePasses.of(engine, mlp, loss, parameters, accuracy, seed);
      case LayeredNetwork layered -> {
        var first = engine.tensor(inputs(0, 1), 1, data.features());
        yield ChainPasses.of(engine, layered, loss, parameters, first, accuracy, seed);
      }
      default -> throw new IllegalStateException(network.describe()); // refused at construction
    };
  }

  @FunctionalInterface
  private interface ChunkWork {
    void run(int from, Tensor x);
  }

  private void inChunks(Passes passes, int examples, ChunkWork work) {
    double bytes = passes.numbers() * engine.precision().bytes() * engine.lanes().count();
    int affordable = (int) Math.clamp(engine.memoryBudget() / bytes, 1, passes.chunk());
    int chunks = (examples + affordable - 1) / affordable;
    engine
        .lanes()
        .share(
            chunks,
            (first, end) -> {
              for (int chunk = first; chunk < end; chunk++) {
                int from = (int) ((long) examples * chunk / chunks);
                int to = (int) ((long) examples * (chunk + 1) / chunks);
                try (var _ = Scope.open()) {
                  work.run(from, engine.tensor(inputs(from, to), to - from, data.features()));
                }
              }
            });
  }

  private double[] inputs(int from, int to) {
    int d = data.features();
    return Arrays.copyOfRange(data.inputs(), from * d, to * d);
  }

  /** {@code Z_L = I} for every example, [rows x C x C]. */
  private Tensor identity(Signals signals) {
    int c = signals.outputs();
    var eye = new double[c * c];
    IntStream.range(0, c).forEach(i -> eye[i * c + i] = 1);
    return engine.tensor(eye, 1, c, c).expand(signals.rows(), c, c).contiguous();
  }

  private void measure(Passes passes, Tensor x, int from, Samples samples) {
    var signals = passes.forward(x);
    var z = identity(signals); // Z_l, l falling
    var sz = signals.rooted(z); // S Z_l: D_l without its scale
    var sumOfK = signals.root().clone().zero_(); // sum_l K_l K_l^T
    double[] above = {};
    for (int l = passes.layers(); l >= 1; l--) {
      var scale = signals.parameters(l);
      put(from, scale, samples.scale(), samples.errorsOfM(), samples.stepsForM(), l);
      if (l < passes.layers()) {
        // D_{l+1} J_l from D_{l+1}, D_l from Z_l = Z_{l+1} J_l: that |D_{l+1} J_l| = |D_l| / x_l
        // is not used, so the product identity checks it.
        var pulled = signals.pull(sz, l);
        put(from, times(above, top(pulled)), samples.dj()[l]);
        Scope.free(pulled);
        put(from, signals.jacobians(l), samples.j(), samples.errors(), samples.steps(), l);
        var below = signals.pull(z, l);
        Scope.free(z);
        Scope.free(sz);
        z = below;
        sz = signals.rooted(z);
      }
      try (var _ = Scope.open()) {
        var gram = Ops.gramEach(sz);
        put(from, times(scale.squared(), ScaledColumns.top(gram)), samples.d()[l]);
        var gramOfK = signals.gramOfK(sz, gram, l);
        put(from, ScaledColumns.top(gramOfK), samples.kOf()[l]);
        sumOfK.add_(gramOfK);
      }
      above = scale.squared();
    }
    put(from, ScaledColumns.top(sumOfK), samples.k());
  }

  private static double[] top(Tensor matrices) {
    try (var _ = Scope.open()) {
      return ScaledColumns.top(Ops.gramEach(matrices));
    }
  }

  private static void put(int from, double[] values, double[] into) {
    System.arraycopy(values, 0, into, from, values.length);
  }

  private static void put(
      int from, Norms norms, double[][] squared, double[][] errors, double[][] steps, int l) {
    int to = from + norms.squared().length;
    put(from, norms.squared(), squared[l]);
    Arrays.fill(errors[l], from, to, norms.error());
    Arrays.fill(steps[l], from, to, norms.steps());
  }

  private static double[] times(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).toArray();
  }

  private void profile(Passes passes, Tensor x, int from, Amplification[] profiles) {
    var signals = passes.forward(x);
    int layers = passes.layers();
    var z = identity(signals);
    for (int l = layers - 1; l >= 1; l--) {
      var below = signals.pull(z, l);
      Scope.free(z);
      z = below;
    }
    var u = pair(Ops.topEigenvectors(Ops.gramEach(z)), from);
    var amplified = new double[signals.rows()][layers];
    var random = new double[signals.rows()][layers];
    for (int l = layers; l >= 1; l--) {
      u = l < layers ? signals.pull(u, l) : u;
      var norms = Ops.read(Ops.rowSums(u.square()).sqrt()); // [rows x 2]
      for (int row = 0; row < signals.rows(); row++) {
        amplified[row][l - 1] = norms[2 * row];
        random[row][l - 1] = norms[2 * row + 1];
      }
    }
    for (int row = 0; row < signals.rows(); row++) {
      profiles[from + row] = new Amplification(boxed(amplified[row]), boxed(random[row]));
    }
  }

  /** Each example's u and a random unit vector of its own, [rows x 2 x C]. */
  private Tensor pair(Tensor u, int from) {
    int rows = Math.toIntExact(u.size(0));
    int c = network.outputs();
    var both = engine.empty(rows, 2, c);
    both.select(1, 0).copy_(u);
    var draws = new double[rows * c];
    for (int row = 0; row < rows; row++) {
      var stream = RandomStream.of(seed, "random output gradient " + (from + row));
      for (int i = 0; i < c; i++) {
        draws[row * c + i] = stream.nextGaussian();
      }
    }
    var gaussian = engine.tensor(draws, rows, c);
    both.select(1, 1).copy_(gaussian.div(Ops.rowSums(gaussian.square()).sqrt()));
    return both;
  }

  private static List<Double> boxed(double[] values) {
    return DoubleStream.of(values).boxed().toList();
  }
}
