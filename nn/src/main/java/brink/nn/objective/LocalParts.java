package brink.nn.objective;

import brink.core.vector.Block;
import brink.core.vector.FlatBlock;
import brink.core.vector.FlatVec;
import brink.core.vector.Lanes;
import brink.core.vector.Vec;
import brink.nn.data.DataSet;
import brink.nn.engine.Engine;
import brink.nn.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Parts computed in this process, each by one thread with an engine and signals of its own. */
final class LocalParts implements Parts {
  private final List<Double> weights;
  private final Lanes workers;
  private final List<Engine> engines = new ArrayList<>();
  private final List<Objective> parts = new ArrayList<>();

  /**
   * Parts of examples.
   *
   * @param like whose precision and memory budget the parts share
   * @param workers how many parts are computed at once
   */
  LocalParts(Engine like, Network network, Loss loss, List<DataSet> data, int workers) {
    long n = data.stream().mapToLong(DataSet::size).sum();
    this.weights = data.stream().map(part -> (double) part.size() / n).toList();
    this.workers = Lanes.of(workers);
    long budget = Math.max(1, like.memoryBudget() / data.size());
    try {
      for (var part : data) {
        engines.add(Engine.open(like.precision(), 1, budget));
        parts.add(Objective.of(engines.getLast(), network, loss, part));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public List<Double> weights() {
    return weights;
  }

  @Override
  public List<Evaluation> evaluate(Vec theta) {
    return each(p -> parts.get(p).evaluate(on(p, theta)));
  }

  @Override
  public List<Double> gradients(Vec theta, List<? extends Vec> into) {
    return each(p -> parts.get(p).gradient(on(p, theta), on(p, into.get(p))));
  }

  @Override
  public Linearized at(Vec theta) {
    var at = each(p -> parts.get(p).at(on(p, theta)));
    return new Linearized() {
      @Override
      public List<Double> losses() {
        return at.stream().map(Linearization::loss).toList();
      }

      @Override
      public void gradients(List<? extends Vec> into) {
        each(p -> {
          at.get(p).gradient(on(p, into.get(p)));
          return p;
        });
      }

      @Override
      public void products(Term term, Block x, List<? extends Block> into) {
        each(p -> {
          at.get(p).operator(term).apply(on(p, x), on(p, into.get(p)));
          return p;
        });
      }

      @Override
      public void close() {
        at.forEach(Linearization::close);
      }
    };
  }

  /** Asks every part, some at once; answers in their order. */
  private <T> List<T> each(IntFunction<T> question) {
    var answers = new ArrayList<List<T>>();
    IntStream.range(0, parts.size()).forEach(_ -> answers.add(new ArrayList<>(1)));
    workers.share(
        parts.size(),
        (from, to) -> {
          for (int p = from; p < to; p++) {
            answers.get(p).add(question.apply(p));
          }
        });
    return answers.stream().map(List::getFirst).toList();
  }

  /** The same numbers as a vector of a part's space. */
  private Vec on(int part, Vec vec) {
    return switch (vec) {
      case FlatVec flat -> new FlatVec(parts.get(part).space(), flat.segment());
      default -> throw foreign(vec);
    };
  }

  private Block on(int part, Block block) {
    return switch (block) {
      case FlatVec flat -> on(part, flat);
      case FlatBlock flat -> new FlatBlock(parts.get(part).space(), flat.columns(), flat.segment());
      default -> throw foreign(block);
    };
  }

  private static IllegalArgumentException foreign(Block block) {
    return new IllegalArgumentException("parts compute with flat vectors, not with " + block);
  }

  @Override
  public void close() {
    parts.forEach(Objective::close);
    engines.forEach(Engine::close);
    workers.close();
  }
}
