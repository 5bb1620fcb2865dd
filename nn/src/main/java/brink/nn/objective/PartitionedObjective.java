package brink.nn.objective;

import brink.core.error.InputError;
import brink.core.operator.LinearOperator;
import brink.core.vector.Block;
import brink.core.vector.FlatSpace;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import brink.nn.data.DataSet;
import brink.nn.engine.Engine;
import brink.nn.network.Network;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * An objective whose examples are divided into P parts, in order:
 *
 * <pre>
 * L = sum_p (n_p / n) L_p
 * </pre>
 *
 * and so its gradient and its operators. The sums are taken in the order of the parts and in
 * float64, whoever computes the parts, where, and however many at once: the same P gives the same
 * numbers bit for bit. Another P gives the same to rounding.
 *
 * <p>Beside what the parts hold it takes P vectors for a gradient and P k for a product with k.
 */
public final class PartitionedObjective implements Objective {
  private final FlatSpace space;
  private final Parts parts;
  private final double[] weights; // [P]
  private final Workspace work;
  private final List<Vec> each; // [P], gradients

  /**
   * An objective of parts, which it will close.
   *
   * @param space of theta, where the sums are taken
   */
  public PartitionedObjective(FlatSpace space, Parts parts) {
    this.space = space;
    this.parts = parts;
    this.weights = parts.weights().stream().mapToDouble(Double::doubleValue).toArray();
    this.work = space.workspace();
    this.each = IntStream.range(0, weights.length).<Vec>mapToObj(_ -> work.vec()).toList();
  }

  /**
   * An objective whose parts are computed in this process, each by one thread.
   *
   * @param engine for the sums; the parts share its memory budget
   * @param count of parts, P
   * @param workers how many parts are computed at once; the numbers do not depend on it
   * @throws InputError if the data does not fit the network or the loss, or there are fewer
   *     examples (or groups of them that see each other) than parts
   */
  public static PartitionedObjective onThreads(
      Engine engine, Network network, Loss loss, DataSet data, int count, int workers) {
    var parts =
        new LocalParts(engine, network, loss, divide(data, network.together(), count), workers);
    return new PartitionedObjective(engine.space(network.layout().size()), parts);
  }

  /**
   * Consecutive parts of some data, as even as can be.
   *
   * @param together examples that stay together
   * @param count of parts
   * @throws InputError if there are fewer such groups than parts
   */
  public static List<DataSet> divide(DataSet data, int together, int count) {
    Division.requireWhole(data.size(), together, data.name());
    int groups = data.size() / together;
    if (count < 1 || count > groups) {
      throw new InputError(
          "%s cannot be divided into %d parts (engine.parts): there must be 1 to %d, as many as there are %s."
              .formatted(
                  data.name(),
                  count,
                  groups,
                  together == 1 ? "examples" : "groups of examples that see each other"));
    }
    return IntStream.range(0, count)
        .mapToObj(p ->
            data.slice(
                (int) ((long) groups * p / count) * together,
                (int) ((long) groups * (p + 1) / count) * together))
        .toList();
  }

  @Override
  public FlatSpace space() {
    return space;
  }

  @Override
  public Evaluation evaluate(Vec theta) {
    var all = parts.evaluate(theta);
    boolean classes = all.stream().allMatch(part -> part.accuracy().isPresent());
    return new Evaluation(
        mean(all.stream().map(Evaluation::loss).toList()),
        classes ? OptionalDouble.of(accuracy(all)) : OptionalDouble.empty());
  }

  /** By what is wrong: where nothing is, it is exactly 1, which the weights need not sum to. */
  private double accuracy(List<Evaluation> all) {
    return 1 - mean(all.stream().map(part -> 1 - part.accuracy().orElseThrow()).toList());
  }

  @Override
  public double gradient(Vec theta, Vec into) {
    double loss = mean(parts.gradients(theta, each));
    sum(each, into);
    return loss;
  }

  @Override
  public Linearization at(Vec theta) {
    return new Kept(parts.at(theta));
  }

  /**
   * Batches need all examples in one place.
   *
   * @throws InputError always
   */
  @Override
  public BatchGradient batches(int size) {
    throw new InputError(
        "Stochastic descent draws its batches from examples that lie together: do not divide them into parts.");
  }

  @Override
  public void close() {
    parts.close();
    work.close();
  }

  private double mean(List<Double> values) {
    double sum = 0;
    for (int p = 0; p < weights.length; p++) {
      sum += weights[p] * values.get(p);
    }
    return sum;
  }

  private void sum(List<Vec> each, Vec into) {
    space.combine(weights, each.toArray(Vec[]::new), into);
  }

  private final class Kept implements Linearization {
    private final Parts.Linearized at;
    private Workspace work = space.workspace();
    private List<Block> room = blocks(1); // [P] of as many columns as the widest product so far

    Kept(Parts.Linearized at) {
      this.at = at;
    }

    private List<Block> blocks(int columns) {
      return IntStream.range(0, weights.length).<Block>mapToObj(_ -> work.block(columns)).toList();
    }

    @Override
    public double loss() {
      return mean(at.losses());
    }

    @Override
    public void gradient(Vec into) {
      at.gradients(each);
      sum(each, into);
    }

    @Override
    public LinearOperator operator(Term term) {
      return new Product(this, term);
    }

    private void product(Term term, Block x, Block into) {
      int k = x.columns();
      if (k > room.getFirst().columns()) {
        work.close();
        work = space.workspace();
        room = blocks(k);
      }
      var products = room.stream().map(block -> block.columns(0, k)).toList();
      at.products(term, x, products);
      for (int i = 0; i < k; i++) {
        int column = i;
        sum(products.stream().map(block -> block.column(column)).toList(), into.column(i));
      }
    }

    @Override
    public void close() {
      at.close();
      work.close();
    }
  }

  private final class Product implements LinearOperator {
    private final Kept at;
    private final Term term;

    Product(Kept at, Term term) {
      this.at = at;
      this.term = term;
    }

    @Override
    public FlatSpace space() {
      return space;
    }

    @Override
    public void apply(Block x, Block into) {
      at.product(term, x, into);
    }
  }
}
