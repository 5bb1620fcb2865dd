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
import brink.nn.network.LayeredNetwork;
import brink.nn.network.Network;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The objective of any {@link Network}, with exact second derivatives. Where all there is of it is
 * a forward function, its operations are recorded: the gradient's own graph is kept, and each
 * product is one more pullback through it. The derivatives of a {@link LayeredNetwork} are written
 * out: its passes are kept, and each product is one more pass forward and back.
 *
 * <p>Lanes divide the vectors of a block and, where there are fewer than lanes, the examples.
 * Examples that do not fit the memory budget together go through in batches, whose passes are made
 * anew for every block. Examples that the network computes together stay together.
 */
public final class AutogradObjective implements Objective {
  // Tensors a layer that a doubly recorded pass holds; 6 to 9 were measured, Gauss-Newton included.
  private static final int SIGNALS_KEPT = 12;
  private static final double PIECE = 32e6; // bytes kept for the examples computed at once, about
  private static final int SUMS = 4; // vectors that a piece is worth at least: it adds to a sum

  private final Recordable on;
  private final Division division;

  /**
   * An objective.
   *
   * @throws brink.core.error.InputError if the data does not fit the network or the loss
   */
  public AutogradObjective(Engine engine, Network network, Loss loss, DataSet data) {
    this(engine, network, loss, whole(engine, network, loss, data));
  }

  /** An objective on examples that it will close. */
  private AutogradObjective(Engine engine, Network network, Loss loss, Examples examples) {
    var space = engine.space(network.layout().size());
    int bytes = engine.precision().bytes();
    this.on = new Recordable(engine, network, loss, examples, space);
    this.division =
        Division.of(
            examples.size(),
            network.together(),
            held(network) * bytes,
            engine.memoryBudget(),
            Math.max(PIECE, SUMS * (double) space.dim() * bytes),
            engine.lanes().count());
  }

  /** About how many numbers an example's recording holds. */
  private static double held(Network network) {
    return network instanceof LayeredNetwork layered
        ? layered.held()
        : SIGNALS_KEPT * network.signals();
  }

  private static Examples whole(Engine engine, Network network, Loss loss, DataSet data) {
    Division.requireWhole(data.size(), network.together(), data.name());
    return Examples.of(engine, network, loss, data);
  }

  @Override
  public FlatSpace space() {
    return on.space();
  }

  @Override
  public Evaluation evaluate(Vec theta) {
    var pieces = division.pieces();
    var losses = new double[pieces.size()];
    var right = new int[pieces.size()];
    on.engine()
        .lanes()
        .share(
            pieces.size(),
            (from, to) -> {
              for (int i = from; i < to; i++) {
                try (var _ = Scope.open()) {
                  var y = on.targets(pieces.get(i));
                  var z = on.outputs(on.flat(theta), pieces.get(i));
                  losses[i] = Ops.read(on.loss().values(z, y).sum())[0];
                  right[i] = on.examples().classes() ? Examples.right(z, y) : 0;
                }
              }
            });
    var accuracy = on.examples().accuracy(IntStream.of(right).sum());
    return new Evaluation(mean(losses), accuracy);
  }

  @Override
  public double gradient(Vec theta, Vec into) {
    var pieces = division.pieces();
    var losses = new double[pieces.size()];
    try (var _ = Scope.open()) {
      LaneSum.write(
          on.engine().lanes(),
          pieces.size(),
          i -> {
            try (var recording = Recording.of(on, theta, pieces.get(i), false)) {
              losses[i] = recording.lossSum();
              return recording.gradient().detach();
            }
          },
          on.flat(into),
          false);
    }
    return mean(losses);
  }

  private double mean(double[] sums) {
    return DoubleStream.of(sums).sum() / on.examples().terms();
  }

  @Override
  public Linearization at(Vec theta) {
    return new Kept(theta);
  }

  @Override
  public BatchGradient batches(int size) {
    Division.requireWhole(size, on.network().together(), "a batch");
    return CopiedBatches.of(
        on.engine(),
        on.examples(),
        size,
        batch -> new AutogradObjective(on.engine(), on.network(), on.loss(), batch));
  }

  @Override
  public void close() {
    on.examples().close();
  }

  private final class Kept implements Linearization {
    private final Vec theta;
    private final Optional<RecordedBatch> all; // present where one batch holds all the examples
    private final Workspace work = on.space().workspace();
    private final Vec gradient = work.vec();
    private final double lossHere;

    Kept(Vec theta) {
      this.theta = theta;
      if (division.batches().size() == 1) {
        var whole = RecordedBatch.of(on, theta, division.batches().getFirst());
        whole.gradient(gradient);
        lossHere = whole.lossSum() / on.examples().terms();
        all = Optional.of(whole);
      } else {
        lossHere = AutogradObjective.this.gradient(theta, gradient);
        all = Optional.empty();
      }
    }

    @Override
    public double loss() {
      return lossHere;
    }

    @Override
    public void gradient(Vec into) {
      on.space().copy(gradient, into);
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
      all.ifPresent(RecordedBatch::close);
      work.close();
    }

    private final class Product implements LinearOperator {
      private final Term term;

      Product(Term term) {
        this.term = term;
      }

      @Override
      public FlatSpace space() {
        return on.space();
      }

      @Override
      public void apply(Block x, Block into) {
        if (all.isPresent()) {
          all.get().product(term, x, into, false);
          return;
        }
        for (int batch = 0; batch < division.batches().size(); batch++) {
          try (var fresh = RecordedBatch.of(on, theta, division.batches().get(batch))) {
            fresh.product(term, x, into, batch > 0);
          }
        }
      }
    }
  }
}
