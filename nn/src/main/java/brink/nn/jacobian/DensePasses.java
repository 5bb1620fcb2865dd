package brink.nn.jacobian;

import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.network.Mlp;
import brink.nn.objective.Loss;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Those of an MLP. */
record DensePasses(Engine engine, Mlp mlp, Loss loss, Tensor[] theta, List<ScaledColumns> columns)
    implements Passes {
  // Smaller dimension of a J_l up to which a dense eigenvalue solver beats Lanczos.
  private static final int EXACT = 24;

  static DensePasses of(
      Engine engine, Mlp mlp, Loss loss, Tensor[] theta, Accuracy accuracy, long seed) {
    var columns = new ArrayList<ScaledColumns>();
    for (int l = 1; l < mlp.layers(); l++) {
      columns.add(new ScaledColumns(engine, theta[2 * l], EXACT, accuracy, seed));
    }
    return new DensePasses(engine, mlp, loss, theta, columns);
  }

  @Override
  public int layers() {
    return mlp.layers();
  }

  @Override
  public int chunk() {
    return 128;
  }

  @Override
  public double numbers() {
    double signals = 4.0 * mlp.widths().stream().mapToLong(Integer::longValue).sum();
    double widest = mlp.widths().stream().skip(1).mapToLong(w -> w).max().orElseThrow();
    return signals + (4.0 * mlp.outputs() + 6) * widest + 8.0 * mlp.outputs() * mlp.outputs();
  }

  @Override
  public Signals forward(Tensor x) {
    int last = mlp.layers();
    var weights = new Tensor[last + 1];
    var slopes = new Tensor[last + 1];
    var scales = new double[last + 1][];
    var a = x;
    for (int l = 1; l <= last; l++) {
      weights[l] = theta[2 * l - 2];
      scales[l] = Ops.read(Ops.shifted(Ops.rowSums(a.square()), 1));
      var h = Ops.linear(a, weights[l], theta[2 * l - 1]);
      if (l < last) {
        a = mlp.activation().apply(h);
        slopes[l] = mlp.activation().slope(h, a);
      } else {
        a = h;
      }
      Signals.requireFinite(scales[l]);
    }
    Signals.requireFinite(Ops.read(a));
    return new DenseSignals(engine, weights, slopes, scales, columns, loss.root(a));
  }
}
