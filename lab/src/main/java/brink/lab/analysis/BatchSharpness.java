package brink.lab.analysis;

import brink.core.vector.Space;
import brink.core.vector.Vec;
import brink.nn.objective.BatchGradient;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The curvature that a step of stochastic descent meets on the loss of its own batch: over batches
 * B, with L_B the mean loss over B, g_B its gradient and H_B its Hessian,
 *
 * <pre>
 * batch sharpness = E_B[ g_B^T H_B g_B ] / E_B[ |g_B|^2 ]     (Andreyev, Beneventano, arXiv:2412.20553)
 * </pre>
 *
 * To second order a step of length eta changes the loss of its batch by {@code -eta |g_B|^2 + eta^2
 * g_B^T H_B g_B / 2}: on average it falls as long as batch sharpness is below 2 / eta, where it is
 * said to settle. With all examples in every batch it is the curvature of the loss along its
 * gradient, at most the sharpness.
 *
 * <p>Curvatures are central differences of the batch's gradient along itself, {@code v = g_B /
 * |g_B|}, {@code v^T H_B v = v . (g_B(theta + h v) - g_B(theta - h v)) / (2 h) + O(h^2)}, with h
 * the cube root of the roundoff: 5e-6 in float64, 4e-3 in float32. Cost: three gradients of a batch
 * for every batch.
 *
 * @param value the quotient of the two means
 * @param standardError of it, over batches
 * @param squaredGradient E_B |g_B|^2
 * @param batches over which it was taken
 */
public record BatchSharpness(
    double value, double standardError, double squaredGradient, int batches) {
  /**
   * Measures at theta, which is not changed.
   *
   * @param rows the examples of one batch after the other
   * @param count batches, at least 2
   */
  public static BatchSharpness at(
      Space space, BatchGradient gradients, Supplier<int[]> rows, int count, Vec theta) {
    if (count < 2) {
      throw new IllegalArgumentException("batch sharpness needs at least 2 batches, not " + count);
    }
    var curvature = new double[count]; // g^T H g
    var square = new double[count]; // |g|^2
    try (var work = space.workspace()) {
      var there = work.vec();
      var g = work.vec();
      var ahead = work.vec();
      var behind = work.vec();
      double h = Math.cbrt(space.roundoff());
      for (int b = 0; b < count; b++) {
        var batch = rows.get();
        gradients.gradient(theta, batch, g);
        square[b] = space.dot(g, g);
        if (square[b] == 0) {
          continue; // no step, no curvature along it
        }
        double step = h / Math.sqrt(square[b]);
        space.combine(new double[] {1, step}, new Vec[] {theta, g}, there);
        gradients.gradient(there, batch, ahead);
        space.combine(new double[] {1, -step}, new Vec[] {theta, g}, there);
        gradients.gradient(there, batch, behind);
        curvature[b] = (space.dot(g, ahead) - space.dot(g, behind)) / (2 * step);
      }
    }
    return of(curvature, square);
  }

  private static BatchSharpness of(double[] curvature, double[] square) {
    int n = curvature.length;
    double above = mean(curvature);
    double below = mean(square);
    double value = above / below;
    double sum = 0;
    for (int b = 0; b < n; b++) {
      double off = curvature[b] - value * square[b];
      sum += off * off;
    }
    return new BatchSharpness(value, Math.sqrt(sum / (n - 1) / n) / below, below, n);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
