package brink.nn.jacobian;

import brink.core.random.RandomStream;
import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * The largest eigenvalues of {@link RowMaps} by Lanczos processes in lock-step: all examples take a
 * step with one application, and those that have converged drop out.
 */
final class LockstepLanczos {
  private static final int FIRST_LOOK = 12; // steps
  private static final int LOOK = 6;
  private static final double TINY = Float.MIN_NORMAL;

  private final RowMaps maps;
  private int[] active;
  private Tridiagonal[] t;
  private Tensor now; // [active x d], as are the next three
  private Tensor before;
  private Tensor next;
  private Tensor scratch;
  private Tensor leftOver; // beta of the last step [active x 1]
  private int steps;

  private LockstepLanczos(RowMaps maps, Tensor start, int rows) {
    this.maps = maps;
    active = IntStream.range(0, rows).toArray();
    t = IntStream.range(0, rows).mapToObj(_ -> new Tridiagonal()).toArray(Tridiagonal[]::new);
    now = start.expand(rows, start.size(1)).clone().contiguous();
    before = now.clone().zero_();
    next = now.clone();
    scratch = now.clone();
    leftOver = Ops.rowSums(before);
  }

  /** A random unit row to start from, {@code [1 x d]}. */
  static Tensor start(Engine engine, long d, long seed) {
    var random = RandomStream.of(seed, "lanczos start");
    var numbers = new double[Math.toIntExact(d)];
    Arrays.setAll(numbers, _ -> random.nextGaussian());
    var gaussian = engine.tensor(numbers, 1, d);
    return gaussian.div(Ops.rowSums(gaussian.square()).sqrt());
  }

  /**
   * The largest eigenvalue of every map.
   *
   * @param start of all examples, [1 x d]
   * @param rows how many examples
   */
  static Norms top(RowMaps maps, Tensor start, int rows, Accuracy accuracy) {
    var run = new LockstepLanczos(maps, start, rows);
    var values = new double[rows];
    double error = 0;
    while (run.active.length > 0) {
      run.steps(Math.min(run.steps == 0 ? FIRST_LOOK : LOOK, accuracy.maxSteps() - run.steps));
      boolean last = run.steps == accuracy.maxSteps();
      var staying = IntStream.builder();
      for (int row = 0; row < run.active.length; row++) {
        var ritz = run.t[row].top();
        boolean converged = ritz.residual() <= accuracy.residual() * ritz.value();
        if (converged || last) {
          values[run.active[row]] = ritz.value();
          error = Math.max(error, relativeError(ritz, run.t[row], converged));
        } else {
          staying.add(row);
        }
      }
      run.keep(staying.build().toArray());
    }
    return new Norms(values, error, run.steps);
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

  private void steps(int count) {
    for (int i = 0; i < count; i++) {
      try (var _ = Scope.open()) {
        step();
      }
    }
  }

  private void step() {
    maps.apply(now, next);
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
  private void keep(int[] rows) {
    if (rows.length == active.length) {
      return;
    }
    active = IntStream.of(rows).map(row -> active[row]).toArray();
    t = IntStream.of(rows).mapToObj(row -> t[row]).toArray(Tridiagonal[]::new);
    var numbers = IntStream.of(rows).asLongStream().toArray();
    maps.keep(numbers);
    now = moveUp(now, numbers);
    before = moveUp(before, numbers);
    leftOver = moveUp(leftOver, numbers);
    next = next.narrow(0, 0, rows.length);
    scratch = scratch.narrow(0, 0, rows.length);
  }

  /** Some rows of a on the memory of the first ones. */
  static Tensor moveUp(Tensor a, long[] rows) {
    var top = a.narrow(0, 0, rows.length);
    if (rows.length > 0) {
      top.copy_(Ops.rows(a, rows));
    }
    return top;
  }
}
