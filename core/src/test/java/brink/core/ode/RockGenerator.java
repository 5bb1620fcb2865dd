package brink.core.ode;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Makes the parameters of {@link Rock}: for a number of stages s, those of the polynomial that
 * meets the order conditions and has two equal amplitudes, by Newton's method; over many s, their
 * fits.
 */
final class RockGenerator {
  private static final double DAMPING = 0.95;

  private RockGenerator() {}

  /** The stage numbers that are fitted, from a good start outwards. */
  static int[] downwards(Rock rock) {
    return IntStream.iterate(20, s -> s > rock.order(), s -> s - 1).toArray();
  }

  static int[] upwards() {
    return new int[] {24, 28, 32, 40, 50, 60, 80};
  }

  /** Weights of 1, x, x^2, .. for each parameter, by least squares. */
  static double[][] fit(Rock rock) {
    int powers = rock.fits()[0].length;
    var down = downwards(rock);
    var up = upwards();
    int rows = down.length + up.length;
    var x = new DMatrixRMaj(rows, powers);
    var p = new DMatrixRMaj(rows, rock.order() + 1);
    var start = start(rock);
    int row = 0;
    for (var part : new int[][] {down, up}) {
      var current = start.clone();
      for (int s : part) {
        current = solve(rock, current, s);
        if (s == 20) {
          start = current;
        }
        for (int k = 0; k < powers; k++) {
          x.set(row, k, Math.pow(rock.variable(s), k));
        }
        for (int i = 0; i < current.length; i++) {
          p.set(row, i, current[i]);
        }
        row++;
      }
    }
    var weights = new DMatrixRMaj(powers, rock.order() + 1);
    CommonOps_DDRM.solve(x, p, weights);
    var fit = new double[rock.order() + 1][powers];
    for (int i = 0; i < fit.length; i++) {
      for (int k = 0; k < powers; k++) {
        fit[i][k] = weights.get(k, i);
      }
    }
    return fit;
  }

  /** Rough parameters at 20 stages. */
  private static double[] start(Rock rock) {
    return switch (rock) {
      case ROCK2 -> new double[] {-3, 3.4, 0.3};
      case ROCK4 -> new double[] {25, 21, 12, 7.8, 26.7};
    };
  }

  /** Newton's method with a Jacobian by central differences. */
  static double[] solve(Rock rock, double[] start, int s) {
    var p = start.clone();
    int n = p.length;
    for (int sweep = 0; sweep < 30; sweep++) {
      var r = residual(rock, p, s);
      var jacobian = new DMatrixRMaj(n, n);
      for (int j = 0; j < n; j++) {
        double h = 1e-5 * Math.max(1, Math.abs(p[j]));
        var plus = p.clone();
        var minus = p.clone();
        plus[j] += h;
        minus[j] -= h;
        var above = residual(rock, plus, s);
        var below = residual(rock, minus, s);
        for (int i = 0; i < n; i++) {
          jacobian.set(i, j, (above[i] - below[i]) / (2 * h));
        }
      }
      var step = new DMatrixRMaj(n, 1);
      CommonOps_DDRM.solve(jacobian, new DMatrixRMaj(n, 1, true, r), step);
      double size = CommonOps_DDRM.elementMaxAbs(step);
      double largest = 0;
      for (double value : p) {
        largest = Math.max(largest, Math.abs(value));
      }
      double damp = Math.min(1, 0.2 * largest / size);
      for (int i = 0; i < n; i++) {
        p[i] -= damp * step.get(i, 0);
      }
      if (size < 1e-7) {
        return p;
      }
    }
    throw new IllegalStateException(rock + " with " + s + " stages did not settle");
  }

  /** R''(0) - 1, .. up to the order, and both amplitudes less the damping. */
  private static double[] residual(Rock rock, double[] p, int s) {
    int m = rock.order();
    var polynomial = rock.polynomial(p, s);
    var at = new Derivatives(polynomial).at(polynomial.a());
    double value = at[0];
    var r = new double[m + 1];
    for (int k = 2; k <= m; k++) {
      r[k - 2] = at[k] / Math.pow(polynomial.d(), k) / value - 1;
    }
    int points = 24 * s;
    var y = new double[points + 1];
    for (int i = 0; i <= points; i++) {
      y[i] = new Derivatives(polynomial).value(Math.cos(Math.PI * i / points)) / value;
    }
    int first = 0; // the first point beyond the rightmost real zero
    while (y[first] > 0) {
      first++;
    }
    int crest = first - 1;
    while (crest > 0 && y[crest - 1] > y[crest]) {
      crest--;
    }
    int highest = first;
    for (int i = first; i <= points; i++) {
      if (Math.abs(y[i]) > Math.abs(y[highest])) {
        highest = i;
      }
    }
    r[m - 1] = peak(polynomial, value, crest, points) - DAMPING;
    r[m] = peak(polynomial, value, highest, points) - DAMPING;
    return r;
  }

  /** The extremum next to a grid point, by parabolas through ever closer points. */
  private static double peak(RockPolynomial polynomial, double scale, int i, int points) {
    var derivatives = new Derivatives(polynomial);
    double angle = Math.PI * i / points;
    double width = Math.PI / points;
    if (i == 0 || i == points) {
      return Math.abs(derivatives.value(Math.cos(angle)) / scale);
    }
    double top = 0;
    for (int turn = 0; turn < 3; turn++) {
      double left = Math.abs(derivatives.value(Math.cos(angle - width)) / scale);
      double middle = Math.abs(derivatives.value(Math.cos(angle)) / scale);
      double right = Math.abs(derivatives.value(Math.cos(angle + width)) / scale);
      double bend = (left + right) / 2 - middle;
      double slope = (right - left) / 2;
      top = middle - slope * slope / (4 * bend);
      angle -= width * slope / (2 * bend);
      width /= 10;
    }
    return top;
  }

  /** w P_n and its derivatives, by the recurrence. */
  private record Derivatives(RockPolynomial polynomial) {
    /** The value and four derivatives at x, all times 2^n. */
    double[] at(double x) {
      var previous = new double[5];
      var current = new double[] {1, 0, 0, 0, 0};
      for (int k = 0; k < polynomial.alpha().length; k++) {
        var next = new double[5];
        for (int j = 0; j < 5; j++) {
          next[j] =
              2 * ((x - polynomial.alpha()[k]) * current[j] + (j > 0 ? j * current[j - 1] : 0))
                  - 4 * polynomial.beta()[k] * previous[j];
        }
        previous = current;
        current = next;
      }
      var zeros = polynomial.zeros();
      for (int i = 0; i < zeros.length; i += 2) {
        double shift = x - zeros[i];
        var factor = new double[] {shift * shift + zeros[i + 1] * zeros[i + 1], 2 * shift, 2};
        current = product(factor, current);
      }
      return current;
    }

    double value(double x) {
      return at(x)[0];
    }

    /** Leibniz's rule for a factor of degree 2. */
    private static double[] product(double[] factor, double[] other) {
      var product = new double[5];
      for (int k = 0; k < 5; k++) {
        product[k] =
            factor[0] * other[k]
                + (k > 0 ? k * factor[1] * other[k - 1] : 0)
                + (k > 1 ? k * (k - 1) / 2.0 * factor[2] * other[k - 2] : 0);
      }
      return product;
    }
  }
}
