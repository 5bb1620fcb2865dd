package brink.nn.jacobian;

import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import brink.nn.network.Chain;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;

/**
 * Those of a {@link Chain}, where Jacobians are linear maps that are never written down: only what
 * they and their adjoints make of vectors is computed, of all examples at once.
 *
 * @param pass forward
 * @param root S
 */
record ChainSignals(Engine engine, Chain.Pass pass, Tensor root, Accuracy accuracy, long seed)
    implements Signals {
  @Override
  public Tensor pull(Tensor m, int l) {
    return each(m, pass.width(l), g -> pass.pull(l, g));
  }

  @Override
  public Norms jacobians(int l) {
    return pass.width(l) <= pass.width(l + 1)
        ? top(pass.width(l), v -> pass.pull(l, pass.push(l, v)))
        : top(pass.width(l + 1), g -> pass.push(l, pass.pull(l, g)));
  }

  @Override
  public Norms parameters(int l) {
    return top(pass.width(l), g -> pass.kernel(l, g));
  }

  @Override
  public Tensor gramOfK(Tensor sz, Tensor gram, int l) {
    var product = each(sz, pass.width(l), g -> pass.kernel(l, g));
    var k = Ops.like(gram);
    Ops.multiplyEach(product, sz.transpose(1, 2), k);
    return k;
  }

  /** A map of rows applied to each of an example's k, [rows x k x ..] -> [rows x k x width]. */
  private Tensor each(Tensor m, long width, UnaryOperator<Tensor> map) {
    var into = engine.empty(rows(), m.size(1), width);
    for (long i = 0; i < m.size(1); i++) {
      try (var _ = Scope.open()) {
        into.select(1, i).copy_(map.apply(m.select(1, i).contiguous()));
      }
    }
    return into;
  }

  private Norms top(long width, UnaryOperator<Tensor> map) {
    try (var _ = Scope.open()) {
      var start = LockstepLanczos.start(engine, width, seed);
      return LockstepLanczos.top(new Maps(map), start, rows(), accuracy);
    }
  }

  /** A map of all examples: those that have dropped out go along as zeros. */
  private final class Maps implements RowMaps {
    private final UnaryOperator<Tensor> map;
    private long[] present = LongStream.range(0, rows()).toArray();

    Maps(UnaryOperator<Tensor> map) {
      this.map = map;
    }

    @Override
    public void apply(Tensor v, Tensor into) {
      if (present.length == rows()) {
        into.copy_(map.apply(v));
      } else {
        var all = engine.zeros(rows(), v.size(1));
        Ops.putRows(v, present, all);
        into.copy_(Ops.rows(map.apply(all), present));
      }
    }

    @Override
    public void keep(long[] rows) {
      present = Arrays.stream(rows).map(row -> present[(int) row]).toArray();
    }
  }
}
