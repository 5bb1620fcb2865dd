package brink.nn.objective;

import brink.core.error.InputError;
import brink.core.operator.LinearOperator;
import brink.core.vector.Block;
import brink.core.vector.FlatSpace;
import brink.core.vector.Precision;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import brink.nn.data.DataSet;
import brink.nn.engine.Engine;
import brink.nn.network.Mlp;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The objective of an MLP in closed form: the fastest we know, at 2 GEMM units a Hessian product in
 * the first layer and 6 in the others, and 2 and 4 a Gauss-Newton product (unit: 2 n d_in d_out
 * flops).
 */
public final class MlpObjective implements Objective {
  private final Engine engine;
  private final Mlp mlp;
  private final Loss loss;
  private final Examples examples;
  private final Examples passed; // the same, as passes read them
  private final FlatSpace space;
  private final int batchRows;
  private final Deque<MlpStorage> free = new ArrayDeque<>();

  /**
   * An objective.
   *
   * @throws InputError if the data does not fit the network or the loss
   */
  public MlpObjective(Engine engine, Mlp mlp, Loss loss, DataSet data) {
    var examples = Examples.of(engine, fitting(mlp, data), loss, data);
    this(engine, mlp, loss, examples, asPassed(engine, examples));
  }

  /** An objective on examples that it will close. */
  private MlpObjective(Engine engine, Mlp mlp, Loss loss, Examples examples, Examples passed) {
    this.engine = engine;
    this.mlp = mlp;
    this.loss = loss;
    this.examples = examples;
    this.passed = passed;
    this.space = engine.space(mlp.layout().size());
    this.batchRows = MlpStorage.affordableRows(engine, mlp, examples.size());
  }

  /**
   * In float32 the first layer's contraction over many examples takes half as long where x is
   * stored column by column, and its forward product as long as ever; in float64 both do.
   */
  private static Examples asPassed(Engine engine, Examples examples) {
    return engine.precision() == Precision.FLOAT32 ? examples.byColumn() : examples;
  }

  private static Mlp fitting(Mlp mlp, DataSet data) {
    if (mlp.width(0) != data.features()) {
      throw new InputError(
          "The network takes %d inputs, but an example of %s has %d numbers: set the first width to %d."
              .formatted(mlp.width(0), data.name(), data.features(), data.features()));
    }
    return mlp;
  }

  @Override
  public FlatSpace space() {
    return space;
  }

  @Override
  public Evaluation evaluate(Vec theta) {
    try (var pass = pass(theta)) {
      double total = 0;
      int right = 0;
      for (int batch = 0; batch < pass.batches(); batch++) {
        pass.forward(batch);
        total += pass.lossSum();
        right += examples.classes() ? pass.right() : 0;
      }
      return new Evaluation(total / examples.size(), examples.accuracy(right));
    }
  }

  @Override
  public double gradient(Vec theta, Vec into) {
    try (var pass = pass(theta)) {
      return pass.gradient(into) / examples.size();
    }
  }

  @Override
  public Linearization at(Vec theta) {
    return new Kept(theta);
  }

  @Override
  public BatchGradient batches(int size) {
    return CopiedBatches.of(
        engine, examples, size, batch -> new MlpObjective(engine, mlp, loss, batch, batch));
  }

  @Override
  public void close() {
    free.forEach(MlpStorage::close);
    free.clear();
    if (passed != examples) {
      passed.close();
    }
    examples.close();
  }

  private MlpPass pass(Vec theta) {
    var storage =
        free.isEmpty() ? new MlpStorage(engine, mlp, loss, passed, batchRows) : free.pop();
    return new MlpPass(engine, mlp, storage, theta, free::push);
  }

  /** A pass held open; its signals stay where one batch holds all the examples. */
  private final class Kept implements Linearization {
    private final MlpPass pass;
    private final Optional<Workspace> work; // for the gradient, where no batch holds all signals
    private final Optional<Vec> gradient;
    private final double lossHere;

    Kept(Vec theta) {
      pass = pass(theta);
      work = pass.batches() > 1 ? Optional.of(space.workspace()) : Optional.empty();
      gradient = work.map(Workspace::vec);
      if (gradient.isPresent()) {
        lossHere = pass.gradient(gradient.get()) / examples.size();
      } else {
        pass.signals(0);
        lossHere = pass.lossSum() / examples.size();
      }
    }

    @Override
    public double loss() {
      return lossHere;
    }

    @Override
    public void gradient(Vec into) {
      gradient.ifPresentOrElse(g -> space.copy(g, into), () -> pass.contract(into));
    }

    @Override
    public LinearOperator operator(Term term) {
      return new Product(term);
    }

    @Override
    public void close() {
      pass.close();
      work.ifPresent(Workspace::close);
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
        for (int batch = 0; batch < pass.batches(); batch++) {
          if (pass.batches() > 1) {
            pass.signals(batch); // all the vectors of the block share these signals
          }
          pass.product(term, x, into);
        }
      }
    }
  }
}
