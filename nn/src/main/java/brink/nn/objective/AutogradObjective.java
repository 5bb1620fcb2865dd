package brink.nn.objective;

import brink.core.operator.Combination;
import brink.core.operator.LinearOperator;
import brink.core.vector.Block;
import brink.core.vector.FlatSpace;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import brink.nn.data.DataSet;
import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import brink.nn.network.Network;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * The objective of any {@link Network} by recorded operations: the gradient's own graph is kept,
 * and each product is one more pullback through it. Exact second derivatives for every network that
 * has a forward function.
 *
 * <p>For the gradient lanes divide the examples; blocks they divide vector by vector on the one
 * shared graph, so a single vector keeps one lane busy. Examples that do not fit the memory budget
 * together go through in batches whose graphs are made anew for every block.
 */
public final class AutogradObjective implements Objective {
  private static final int SIGNALS_KEPT = 12; // tensors a layer that a doubly recorded pass holds

  private final Engine engine;
  private final Network network;
  private final Loss loss;
  private final Examples examples;
  private final FlatSpace space;
  private final int batchRows;

  /**
   * An objective.
   *
   * @throws brink.core.error.InputError if the data does not fit the network or the loss
   */
  public AutogradObjective(Engine engine, Network network, Loss loss, DataSet data) {
    this(engine, network, loss, Examples.of(engine, network, loss, data));
  }

  /** An objective on examples that it will close. */
  private AutogradObjective(Engine engine, Network network, Loss loss, Examples examples) {
    this.engine = engine;
    this.network = network;
    this.loss = loss;
    this.examples = examples;
    this.space = engine.space(network.layout().size());
    double example = SIGNALS_KEPT * network.signals() * engine.precision().bytes();
    double affordable = engine.memoryBudget() / Math.max(1, example);
    this.batchRows = (int) Math.clamp(affordable, 1, examples.size());
  }

  @Override
  public FlatSpace space() {
    return space;
  }

  @Override
  public Evaluation evaluate(Vec theta) {
    double total = 0;
    int right = 0;
    for (int batch = 0; batch < batches(); batch++) {
      try (var _ = Scope.open()) {
        var flat = engine.view(theta, 0, space.dim());
        var y = examples.byRow(rows(examples.y(), batch));
        var z = network.forward(rows(examples.x(), batch), network.layout().split(flat));
        total += sum(loss.values(z, y));
        right += examples.classes() ? Examples.right(z, y) : 0;
      }
    }
    return new Evaluation(total / examples.terms(), examples.accuracy(right));
  }

  @Override
  public double gradient(Vec theta, Vec into) {
    double total = 0;
    for (int batch = 0; batch < batches(); batch++) {
      total += gradient(theta, into, batch);
    }
    return total / examples.terms();
  }

  /** Lanes divide the examples of a batch, each with a graph of its own. */
  private double gradient(Vec theta, Vec into, int batch) {
    long first = (long) batch * batchRows;
    long rows = Math.min(batchRows, examples.size() - first);
    int lanes = (int) Math.min(engine.lanes().count(), rows);
    var losses = new double[lanes];
    var gradients = new Tensor[lanes];
    engine
        .lanes()
        .share(
            lanes,
            (from, to) -> {
              for (int lane = from; lane < to; lane++) {
                long start = rows * lane / lanes;
                long count = rows * (lane + 1) / lanes - start;
                try (var graph = new Graph(theta, first + start, count, false)) {
                  losses[lane] = graph.lossSum;
                  gradients[lane] = Scope.keep(graph.gradient.detach());
                }
              }
            });
    double total = 0;
    try (var _ = Scope.open()) {
      for (int lane = 0; lane < lanes; lane++) {
        total += losses[lane];
        write(gradients[lane], into, batch > 0 || lane > 0);
        Scope.free(gradients[lane]);
      }
    }
    return total;
  }

  @Override
  public Linearization at(Vec theta) {
    return new Kept(theta);
  }

  @Override
  public BatchGradient batches(int size) {
    return CopiedBatches.of(
        engine, examples, size, batch -> new AutogradObjective(engine, network, loss, batch));
  }

  @Override
  public void close() {
    examples.close();
  }

  /** A batch recorded such that products can follow. */
  private Graph recorded(Vec theta, int batch) {
    long first = (long) batch * batchRows;
    return new Graph(theta, first, Math.min(batchRows, examples.size() - first), true);
  }

  private int batches() {
    return (examples.size() + batchRows - 1) / batchRows;
  }

  private Tensor rows(Tensor all, int batch) {
    long from = (long) batch * batchRows;
    return all.narrow(0, from, Math.min(batchRows, examples.size() - from));
  }

  private static double sum(Tensor values) {
    double sum = 0;
    for (double value : Ops.read(values)) {
      sum += value;
    }
    return sum;
  }

  /** The recorded loss of one batch, and from it the recorded gradient, until closed. */
  private final class Graph implements AutoCloseable {
    private final Scope scope = Scope.recording();
    private final Tensor theta;
    private final Tensor z;
    private final Tensor gradient;
    private final double lossSum;

    /** Records some examples; to first order only, or such that products can follow. */
    Graph(Vec at, long first, long count, boolean twice) {
      theta = engine.view(at, 0, space.dim()).requires_grad_(true);
      z = network.forward(examples.x().narrow(0, first, count), network.layout().split(theta));
      var losses = loss.values(z, examples.byRow(examples.y().narrow(0, first, count)));
      var mean = Ops.scaled(1.0 / examples.terms(), losses.sum());
      var one = Ops.shifted(Ops.scaled(0, mean.detach()), 1);
      gradient = Ops.pullback(mean, theta, one, twice);
      lossSum = sum(losses.detach());
    }

    void gradient(Vec into, boolean add) {
      write(gradient.detach(), into, add);
    }

    /** The product of one term with one vector, on this thread. */
    Tensor product(Term term, Tensor v, Tangent tangent) {
      return switch (term) {
        case HESSIAN -> Ops.pullback(gradient, theta, v, false);
        case GAUSS_NEWTON -> {
          var dz = tangent.along(v);
          yield Ops.pullback(z, theta, weighted(loss.curvature(z.detach(), dz)), false);
        }
        case CLASSICAL_GAUSS_NEWTON -> Ops.pullback(z, theta, weighted(tangent.along(v)), false);
        case RESIDUAL -> throw new IllegalArgumentException("the residual is Hess - G");
      };
    }

    private Tensor weighted(Tensor u) {
      return Ops.scaled(1.0 / examples.terms(), u);
    }

    /** {@code J v} for any v: the pullback, linear in its cotangent, is itself pulled back. */
    Tangent tangent() {
      var cotangent = Ops.scaled(0, z.detach()).requires_grad_(true);
      var pullback = Ops.pullback(z, theta, cotangent, true);
      return v -> Ops.pullback(pullback, cotangent, v, false);
    }

    @Override
    public void close() {
      scope.close();
    }
  }

  @FunctionalInterface
  private interface Tangent {
    Tensor along(Tensor v);
  }

  private void write(Tensor result, Vec into, boolean add) {
    var target = engine.view(into, 0, space.dim());
    if (add) {
      target.add_(result);
    } else {
      target.copy_(result);
    }
  }

  private final class Kept implements Linearization {
    private final Vec theta;
    private final Optional<Graph> graph; // present where one batch holds all the examples
    private final Workspace work = space.workspace();
    private final Vec gradient = work.vec();
    private final double lossHere;

    Kept(Vec theta) {
      this.theta = theta;
      if (batches() == 1) {
        var whole = recorded(theta, 0);
        whole.gradient(gradient, false);
        lossHere = whole.lossSum / examples.terms();
        graph = Optional.of(whole);
      } else {
        lossHere = AutogradObjective.this.gradient(theta, gradient);
        graph = Optional.empty();
      }
    }

    @Override
    public double loss() {
      return lossHere;
    }

    @Override
    public void gradient(Vec into) {
      space.copy(gradient, into);
    }

    @Override
    public LinearOperator operator(Term term) {
      return switch (term) {
        case HESSIAN, GAUSS_NEWTON, CLASSICAL_GAUSS_NEWTON -> new Product(term);
        case RESIDUAL -> new Combination(1, hessian(), -1, gaussNewton());
      };
    }

    @Override
    public void close() {
      graph.ifPresent(Graph::close);
      work.close();
    }

    private final class Product implements LinearOperator {
      private final Term term;

      Product(Term term) {
        this.term = term;
      }

      @Override
      public FlatSpace space() {
        return space;
      }

      @Override
      public void apply(Block x, Block into) {
        if (graph.isPresent()) {
          apply(graph.get(), x, into, false);
          return;
        }
        for (int batch = 0; batch < batches(); batch++) {
          try (var fresh = recorded(theta, batch)) {
            apply(fresh, x, into, batch > 0);
          }
        }
      }

      private void apply(Graph on, Block x, Block into, boolean add) {
        try (var _ = Scope.recording()) {
          Tangent tangent =
              term.secondOrder()
                  ? _ -> {
                    throw new IllegalStateException("no tangent is needed");
                  }
                  : on.tangent();
          engine
              .lanes()
              .share(
                  x.columns(),
                  (from, to) -> {
                    for (int i = from; i < to; i++) {
                      product(on, tangent, x.column(i), into.column(i), add);
                    }
                  });
        }
      }

      private void product(Graph on, Tangent tangent, Vec v, Vec into, boolean add) {
        try (var _ = Scope.open()) {
          write(on.product(term, engine.view(v, 0, space.dim()), tangent), into, add);
        }
      }
    }
  }
}
