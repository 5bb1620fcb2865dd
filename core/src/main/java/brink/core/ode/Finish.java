package brink.core.ode;

import java.util.Arrays;

/**
 * The stages that end a step, after the last stage Y_n of a {@link Recurrence}:
 *
 * <pre>
 * K_i   = f(t + c_i h, p_i0 y + p_i1 Y_n + h (p_i2 f + sum_(j &lt; i) p_i(3+j) K_j)),   i = 0 .. m-1
 * y_new = p_m0 y + p_m1 Y_n + h (p_m2 f + sum_(j &lt; m) p_m(3+j) K_j)
 * </pre>
 *
 * with the first of them at Y_n itself.
 *
 * @param p rows 0 .. m; row i has i + 3 entries, row 0 is 0, 1, 0
 * @param c m abscissae, from the start of the step
 * @param error epsilon, m weights in the error estimate of a {@link StabilizedScheme}
 */
public record Finish(double[][] p, double[] c, double[] error) {
  /** No stages: y_new = Y_n. */
  public static Finish none() {
    return new Finish(new double[][] {{0, 1, 0}}, new double[0], new double[0]);
  }

  /** m. */
  public int stages() {
    return c.length;
  }

  /** Whether its stages have a part in the error estimate. */
  boolean estimates() {
    return Arrays.stream(error).anyMatch(e -> e != 0);
  }
}
