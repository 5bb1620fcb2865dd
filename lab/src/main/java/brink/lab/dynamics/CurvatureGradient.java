package brink.lab.dynamics;

import brink.core.vector.Block;
import brink.core.vector.Vec;
import brink.nn.objective.Objective;

/**
 * Gradients of the Hessian's quadratic form: the third derivatives that turn an oscillation into a
 * drift.
 *
 * <pre>
 * grad (q^T H q) = (g(theta + h q) + g(theta - h q) - 2 g(theta)) / h^2 + O(h^2)     |q| = 1
 * </pre>
 *
 * and by polarisation {@code grad (q^T H p) = grad (r^T H r) - grad (q^T H q) / 2 - grad (p^T H p)
 * / 2} with r = (q + p) / sqrt 2, for q and p orthonormal. The displacement h is the fourth root of
 * the roundoff, 1e-4 in float64 and 1.6e-2 in float32, where truncation and rounding are of one
 * size: 1e-8 in float64, relative to the higher derivatives and to the gradient.
 *
 * @param objective L
 */
record CurvatureGradient(Objective objective) {
  /**
   * Writes {@code grad (q_i^T H q_j)} for all i &lt;= j, those of (0, 0), (0, 1), .., (1, 1), ..
   * Cost: two gradients each.
   *
   * @param theta where; not changed
   * @param gradient g(theta)
   * @param q k orthonormal vectors
   * @param into k (k + 1) / 2 vectors
   */
  void forms(Vec theta, Vec gradient, Block q, Block into) {
    var space = objective.space();
    int k = q.columns();
    try (var work = space.workspace()) {
      var direction = work.vec();
      for (int i = 0; i < k; i++) {
        of(theta, gradient, q.column(i), into.column(index(i, i, k)));
      }
      double half = Math.sqrt(0.5);
      for (int i = 0; i < k; i++) {
        for (int j = i + 1; j < k; j++) {
          space.combine(new double[] {half, half}, new Vec[] {q.column(i), q.column(j)}, direction);
          var form = into.column(index(i, j, k));
          of(theta, gradient, direction, form);
          space.axpy(-0.5, into.column(index(i, i, k)), form);
          space.axpy(-0.5, into.column(index(j, j, k)), form);
        }
      }
    }
  }

  /** Where the form of i &lt;= j stands among those of k vectors. */
  static int index(int i, int j, int k) {
    return i * k - i * (i - 1) / 2 + j - i;
  }

  /** Writes {@code grad (q^T H q)}, |q| = 1; two gradients. */
  void of(Vec theta, Vec gradient, Vec q, Vec into) {
    var space = objective.space();
    double h = Math.pow(space.roundoff(), 0.25);
    try (var work = space.workspace()) {
      var there = work.vec();
      var other = work.vec();
      space.combine(new double[] {1, h}, new Vec[] {theta, q}, there);
      objective.gradient(there, into);
      space.combine(new double[] {1, -h}, new Vec[] {theta, q}, there);
      objective.gradient(there, other);
      double c = 1 / (h * h);
      space.combine(new double[] {c, c, -2 * c}, new Vec[] {into, other, gradient}, into);
    }
  }
}
