package brink.core.ode;

import java.util.ArrayList;
import java.util.List;

/**
 * The B-series of a stage Y up to order 4: {@code Y = y + sum over trees of weight h^order
 * F(tree)}, in the normalisation in which the exact solution at t + h has weight 1/density. Eight
 * numbers, in the order of the trees
 *
 * <pre>
 * 0 [], 1 [0], 2 [0,0], 3 [1], 4 [0,0,0], 5 [0,1], 6 [2], 7 [3]
 * </pre>
 *
 * where [i,j] has the trees i and j on its root. Source: Hairer, Lubich & Wanner, Geometric
 * Numerical Integration (2006), chapter III.
 *
 * @param w the weights
 */
record ElementaryWeights(double[] w) {
  /** Those of the solution at t + h. */
  static final ElementaryWeights EXACT =
      new ElementaryWeights(
          new double[] {1, 1.0 / 2, 1.0 / 3, 1.0 / 6, 1.0 / 4, 1.0 / 8, 1.0 / 12, 1.0 / 24});

  /** Those of y itself: all 0. */
  static ElementaryWeights start() {
    return new ElementaryWeights(new double[EXACT.w.length]);
  }

  /** Those of {@code h f(Y)}: each tree's the product over what stands on its root. */
  ElementaryWeights slope() {
    return new ElementaryWeights(
        new double[] {
          1, w[0], w[0] * w[0], w[1], w[0] * w[0] * w[0], w[0] * w[1], w[2], w[3],
        });
  }

  /** Those of {@code this + c other}. */
  ElementaryWeights plus(double c, ElementaryWeights other) {
    var sum = new double[w.length];
    for (int i = 0; i < w.length; i++) {
      sum[i] = w[i] + c * other.w[i];
    }
    return new ElementaryWeights(sum);
  }

  /** Those of the stages 0..n of a recurrence. */
  static List<ElementaryWeights> of(Recurrence r) {
    var stages = new ArrayList<ElementaryWeights>();
    var first = start().slope();
    stages.add(start());
    stages.add(start().plus(r.muTilde()[1], first));
    for (int j = 2; j <= r.stages(); j++) {
      stages.add(
          start()
              .plus(r.mu()[j], stages.get(j - 1))
              .plus(r.nu()[j], stages.get(j - 2))
              .plus(r.muTilde()[j], stages.get(j - 1).slope())
              .plus(r.gammaTilde()[j], first));
    }
    return stages;
  }
}
