package brink.nn.jacobian;

import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * The matrices {@code W diag(s)} of one W and many s: the layerwise Jacobians {@code J_l = W^{l+1}
 * diag(s'(h^l))} of many examples, and their squared spectral norms.
 *
 * <p>Small ones go through their Gram matrices. The others share {@link LockstepLanczos} processes
 * on {@code J^T J = diag(s) W^T W diag(s)}, one row of a matrix an example, so that all of them
 * share one product with {@code W^T W} a step; rows that have converged drop out.
 */
final class ScaledColumns {
  private final Tensor w; // [m x d]
  private final Optional<Tensor> gram; // W^T W [d x d]
  private final int m;
  private final int d;
  private final int exactUpTo;
  private final Accuracy accuracy;
  private final Tensor start; // [1 x d]

  /**
   * The matrices of W; its own scope must be open while they are used.
   *
   * @param exactUpTo the largest smaller dimension that is left to dense eigenvalues
   * @param seed of the Lanczos start, the same for every s
   */
  ScaledColumns(Engine engine, Tensor w, int exactUpTo, Accuracy accuracy, long seed) {
    this.w = w;
    this.m = Math.toIntExact(w.size(0));
    this.d = Math.toIntExact(w.size(1));
    this.exactUpTo = exactUpTo;
    this.accuracy = accuracy;
    // Beyond d = 2m the two products with W are cheaper than one with its Gram matrix.
    this.gram = d <= 2 * m ? Optional.of(w.t().mm(w)) : Optional.empty();
    this.start = LockstepLanczos.start(engine, d, seed);
  }

  /** {@code |W diag(s_i)|^2} for every row of s [n x d]. */
  Norms squaredNorms(Tensor s) {
    if (Math.min(m, d) > exactUpTo) {
      return lanczos(s);
    }
    var narrow = s.unsqueeze(1); // [n x 1 x d]
    var matrices =
        d <= m ? gram.orElseThrow().mul(narrow).mul_(s.unsqueeze(2)) : Ops.gramEach(w.mul(narrow));
    return new Norms(top(matrices), 0, 0);
  }

  /** The largest eigenvalue of every matrix of [n x k x k]. */
  static double[] top(Tensor symmetric) {
    var values = Ops.eigenvalues(symmetric);
    return Ops.read(values.select(1, values.size(1) - 1));
  }

  private Norms lanczos(Tensor slopes) {
    return LockstepLanczos.top(
        new Squares(slopes.clone()), start, Math.toIntExact(slopes.size(0)), accuracy);
  }

  /** {@code diag(s_i) W^T W diag(s_i)}. */
  private final class Squares implements RowMaps {
    private Tensor s; // [rows x d]
    private Tensor scratch;

    Squares(Tensor s) {
      this.s = s;
      this.scratch = s.clone();
    }

    @Override
    public void apply(Tensor v, Tensor into) {
      Ops.times(s, v, scratch);
      if (gram.isPresent()) {
        Ops.multiply(scratch, gram.get(), into);
      } else {
        Ops.multiply(scratch.mm(w.t()), w, into);
      }
      Ops.times(s, into, into);
    }

    @Override
    public void keep(long[] rows) {
      s = LockstepLanczos.moveUp(s, rows);
      scratch = scratch.narrow(0, 0, rows.length);
    }
  }
}
