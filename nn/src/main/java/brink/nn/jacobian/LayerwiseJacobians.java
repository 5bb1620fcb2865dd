package brink.nn.jacobian;

import brink.core.error.InputError;
import brink.core.random.RandomStream;
import brink.core.vector.Vec;
import brink.nn.data.DataSet;
import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import brink.nn.network.Mlp;
import brink.nn.objective.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * The Jacobians of an MLP layer by layer, example by example, without ever holding one that is n x
 * d x d or C x P: the causes of sharpness (Lowell and Kastner 2024).
 *
 * <p>Z_l of all the examples is C backward passes at once. {@code |J_l|^2} is a Lanczos process in
 * which the examples share one product with {@code W^T W} a step. The rest is C x C an example.
 * Examples go in chunks, which the lanes share out; the means add up in the order of the examples.
 *
 * @param engine precision, threads and memory budget
 * @param mlp the network
 * @param loss the criterion; only its Hessian in the outputs matters here
 * @param data the examples
 * @param accuracy of {@code |J_l|^2}
 * @param seed of the Lanczos starts and of the random directions of {@link #amplification}
 */
public record LayerwiseJacobians(
    Engine engine, Mlp mlp, Loss loss, DataSet data, Accuracy accuracy, long seed) {
  // Examples a chunk: enough for a GEMM to run at full speed, few enough to stay near the core.
  // It does not depend on the number of lanes, so that results do not either.
  private static final int CHUNK = 128;
  // Smaller dimension of a J_l up to which a dense eigenvalue solver beats Lanczos.
  private static final int DENSE = 24;

  /**
   * Checks that the data fits.
   *
   * @throws InputError if it does not
   */
  public LayerwiseJacobians {
    if (mlp.width(0) != data.features() || mlp.outputs() != data.targets().outputs()) {
      throw new InputError(
          "The network has widths %s, but %s has %d numbers an example and asks for %d outputs: set the first and last width to these."
              .formatted(mlp.widths(), data.name(), data.features(), data.targets().outputs()));
    }
  }

  /**
   * The decomposition at theta. Costs about 13 gradients for 5 hidden layers of equal width and 10
   * outputs.
   *
   * @throws InputError if the outputs are not finite there
   */
  public Decomposition at(Vec theta) {
    try (var _ = Scope.open()) {
      var parameters = mlp.layout().views(engine, theta);
      var links = links(parameters);
      var samples = Samples.allocate(mlp.layers(), data.size());
      inChunks(data.size(), (from, x) -> measure(parameters, links, x, from, samples));
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
      var parameters = mlp.layout().views(engine, theta);
      var profiles = new Amplification[count];
      inChunks(count, (from, x) -> profile(parameters, x, from, profiles));
      return List.of(profiles);
    }
  }

  private List<ScaledColumns> links(Tensor[] parameters) {
    var links = new ArrayList<ScaledColumns>();
    for (int l = 1; l < mlp.layers(); l++) {
      links.add(new ScaledColumns(engine, parameters[2 * l], DENSE, accuracy, seed));
    }
    return links;
  }

  @FunctionalInterface
  private interface ChunkWork {
    void run(int from, Tensor x);
  }

  private void inChunks(int examples, ChunkWork work) {
    long bytes = numbers() * engine.precision().bytes() * engine.lanes().count();
    int affordable = Math.clamp(engine.memoryBudget() / bytes, 1, CHUNK);
    int chunks = (examples + affordable - 1) / affordable;
    engine
        .lanes()
        .share(
            chunks,
            (first, end) -> {
              for (int chunk = first; chunk < end; chunk++) {
                int from = (int) ((long) examples * chunk / chunks);
                int to = (int) ((long) examples * (chunk + 1) / chunks);
                int d = data.features();
                try (var _ = Scope.open()) {
                  var some = Arrays.copyOfRange(data.inputs(), from * d, to * d);
                  work.run(from, engine.tensor(some, to - from, d));
                }
              }
            });
  }

  /** Numbers an example that a chunk takes. */
  private long numbers() {
    long signals = 4 * mlp.widths().stream().mapToLong(Integer::longValue).sum();
    return signals + (4L * mlp.outputs() + 6) * widest() + 8L * mlp.outputs() * mlp.outputs();
  }

  private long widest() {
    return mlp.widths().stream().skip(1).mapToLong(Integer::longValue).max().orElseThrow();
  }

  private Tensor room(Signals signals, int k) {
    return engine.empty(signals.rows() * k * widest());
  }

  private void measure(
      Tensor[] parameters, List<ScaledColumns> links, Tensor x, int from, Samples samples) {
    var signals = Signals.forward(mlp, loss, parameters, x);
    int c = mlp.outputs();
    var z = signals.identity(engine); // Z_l, l falling
    var zRoom = room(signals, c);
    var zOther = room(signals, c);
    var szRoom = room(signals, c);
    var checkRoom = room(signals, c);
    var sz = signals.rooted(z, szRoom); // S Z_l: D_l without its scale
    var sumOfK = signals.root().clone().zero_(); // sum_l K_l K_l^T
    for (int l = mlp.layers(); l >= 1; l--) {
      var scale = signals.scales()[l];
      put(from, scale, samples.scale()[l]);
      if (l < mlp.layers()) {
        // D_{l+1} J_l from D_{l+1}, D_l from Z_l = Z_{l+1} J_l: that |D_{l+1} J_l| = |D_l| / x_l
        // is not used, so the product identity checks it.
        var above = signals.scales()[l + 1];
        var pulled = signals.pull(sz, l, checkRoom);
        put(from, times(above, top(pulled)), samples.dj()[l]);
        var norms = links.get(l - 1).squaredNorms(signals.slopes()[l]);
        put(from, norms.squared(), samples.j()[l]);
        Arrays.fill(samples.errors()[l], from, from + signals.rows(), norms.error());
        Arrays.fill(samples.steps()[l], from, from + signals.rows(), norms.steps());
        z = signals.pull(z, l, zRoom);
        var swap = zRoom;
        zRoom = zOther;
        zOther = swap;
        sz = signals.rooted(z, szRoom);
      }
      try (var _ = Scope.open()) {
        var gram = Ops.gramEach(sz);
        put(from, times(scale, ScaledColumns.top(gram)), samples.d()[l]);
        Ops.addTimes(engine.tensor(scale, signals.rows(), 1, 1), gram, sumOfK);
      }
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

  private static double[] times(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).toArray();
  }

  private void profile(Tensor[] parameters, Tensor x, int from, Amplification[] profiles) {
    var signals = Signals.forward(mlp, loss, parameters, x);
    var z = signals.identity(engine);
    int most = Math.max(mlp.outputs(), 2); // rows: those of Z, then two gradients
    var rooms = new Tensor[] {room(signals, most), room(signals, most)};
    for (int l = mlp.layers() - 1; l >= 1; l--) {
      z = signals.pull(z, l, rooms[l % 2]);
    }
    var u = pair(Ops.topEigenvectors(Ops.gramEach(z)), from);
    var amplified = new double[signals.rows()][mlp.layers()];
    var random = new double[signals.rows()][mlp.layers()];
    for (int l = mlp.layers(); l >= 1; l--) {
      u = l < mlp.layers() ? signals.pull(u, l, rooms[l % 2]) : u;
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
    int c = mlp.outputs();
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
