package brink.nn.data;

import brink.core.error.InputError;
import brink.core.setting.Doc;

/**
 * A Chebyshev polynomial as a regression task: x_i = -1 + 2 i / (n - 1) for i = 0 .. n-1 and y_i =
 * T_k(x_i), by the recurrence T_0 = 1, T_1 = x, T_{k+1} = 2 x T_k - T_{k-1}. Inputs have shape [1].
 *
 * @param degree k, at least 0
 * @param points n, at least 2
 */
@Doc("a Chebyshev polynomial on equispaced points")
public record Chebyshev(
    @Doc("of the polynomial") int degree, @Doc("on [-1, 1], both ends included") int points)
    implements DataSource {
  /**
   * @throws InputError when the degree or the number of points is too small
   */
  public Chebyshev {
    if (degree < 0 || points < 2) {
      throw new InputError(
          "chebyshev data of degree %d on %d points cannot be made: give a degree of at least 0 and at least 2 points."
              .formatted(degree, points));
    }
  }

  /** T_k(x). */
  public static double polynomial(int k, double x) {
    double before = 1;
    double here = k == 0 ? 1 : x;
    for (int i = 1; i < k; i++) {
      double next = 2 * x * here - before;
      before = here;
      here = next;
    }
    return here;
  }
}
