package brink.nn.jacobian;

import brink.core.random.RandomStream;
import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * The matrices {@code W diag(s)} of one W and many s: the layerwise Jacobians {@code J_l = W^{l+1}
 * diag(s'(h^l))} of many examples, and their squared spectral norms.
 *
 * <p>Small ones go through their Gram matrices. The others share a Lanczos process in lock-step on
 * {@code J^T J = diag(s) W^T W diag(s)}, one row of a matrix an example, so that all of them share
 * one product with {@code W^T W} a step; rows that have converged drop out.
 */
final class ScaledColumns {
  private static final int FIRST_LOOK = 12; // steps
  private static final int LOOK = 6;
  private static final double TINY = Float.MIN_NORMAL;

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
    var random = RandomStream.of(seed, "lanczos start");
    var gaussian =
        engine.tensor(
            IntStream.range(0, d).mapToDouble(_ -> random.nextGaussian()).toArray(), 1, d);
    this.start = gaussian.div(Ops.rowSums(gaussian.square()).sqrt());
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
    int n = Math.toIntExact(slopes.size(0));
    var run = new Run(slopes);
    var squared = new double[n];
    double error = 0;
    while (run.active.length > 0) {
      run.steps(Math.min(run.steps == 0 ? FIRST_LOOK : LOOK, accuracy.maxSteps() - run.steps));
      boolean last = run.steps == accuracy.maxSteps();
      var staying = IntStream.builder();
      for (int row = 0; row < run.active.length; row++) {
        var ritz = run.t[row].top();
        boolean converged = ritz.residual() <= accuracy.residual() * ritz.value();
        if (converged || last) {
          squared[run.active[row]] = ritz.value();
          error = Math.max(error, relativeError(ritz, run.t[row], converged));
        } else {
          staying.add(row);
        }
      }
      run.keep(staying.build().toArray());
    }
    return new Norms(squared, error, run.steps);
  }

  /** The residual itself, or its square over the gap where that is less and can be trusted. */
  private static double relativeError(Tridiagonal.Ritz ritz, Tridiagonal t, boolean converged) {
    double residual = ritz.residual();
    if (residual == 0) {
      return 0;
    }
    double error =
        converged ? Math.min(residual, residual * residual / t.gap(ritz.value())) : residual;
    return error / ritz.value();
  }

  /** A Lanczos process in lock-step, one row an example that has not converged. */
  private final class Run {
    private int[] active;
    private Tridiagonal[] t;
    private Tensor s; // [active x d], as are the next three
    private Tensor now;
    private Tensor before;
    private Tensor next;
    private Tensor scratch;
    private Tensor leftOver; // beta of the last step [active x 1]
    private int steps;

    Run(Tensor slopes) {
      int n = Math.toIntExact(slopes.size(0));
      active = IntStream.range(0, n).toArray();
      t = IntStream.range(0, n).mapToObj(_ -> new Tridiagonal()).toArray(Tridiagonal[]::new);
      s = slopes.clone();
      now = s.clone().copy_(start); // never start itself: the steps write to it
      before = now.clone().zero_();
      next = now.clone();
      scratch = now.clone();
      leftOver = Ops.rowSums(before);
    }

    void steps(int count) {
      for (int i = 0; i < count; i++) {
        try (var _ = Scope.open()) {
          step();
        }
      }
    }

    private void step() {
      Ops.times(s, now, scratch);
      if (gram.isPresent()) {
        Ops.multiply(scratch, gram.get(), next);
      } else {
        Ops.multiply(scratch.mm(w.t()), w, next);
      }
      Ops.times(s, next, next);
      Ops.times(now, next, scratch);
      var alpha = Ops.rowSums(scratch);
      Ops.subtractTimes(alpha, now, next);
      Ops.subtractTimes(leftOver, before, next);
      Ops.times(next, next, scratch);
      leftOver.copy_(Ops.rowSums(scratch).sqrt());
      next.div_(Ops.atLeast(leftOver, TINY)); // nothing left over: zeros from here on
      var alphas = Ops.read(alpha);
      var betas = Ops.read(leftOver);
      for (int row = 0; row < active.length; row++) {
        t[row].grow(alphas[row], betas[row]);
      }
      var free = before;
      before = now;
      now = next;
      next = free;
      steps++;
    }

    /** Goes on with some of the rows only. */
    void keep(int[] rows) {
      if (rows.length == active.length) {
        return;
      }
      active = IntStream.of(rows).map(row -> active[row]).toArray();
      t = IntStream.of(rows).mapToObj(row -> t[row]).toArray(Tridiagonal[]::new);
      var numbers = IntStream.of(rows).asLongStream().toArray();
      s = moveUp(s, numbers);
      now = moveUp(now, numbers);
      before = moveUp(before, numbers);
      leftOver = moveUp(leftOver, numbers);
      next = next.narrow(0, 0, rows.length);
      scratch = scratch.narrow(0, 0, rows.length);
    }

    private static Tensor moveUp(Tensor a, long[] rows) {
      var top = a.narrow(0, 0, rows.length);
      if (rows.length > 0) {
        top.copy_(Ops.rows(a, rows));
      }
      return top;
    }
  }
}
