package brink.nn.jacobian;

import java.util.Arrays;

/**
 * The symmetric tridiagonal matrix T of a Lanczos process on a positive semidefinite operator,
 * grown by one row a step, and its largest eigenvalue: the top Ritz value.
 */
final class Tridiagonal {
  private static final int MAX_LAGUERRE = 100; // it needs about 6: the guard is against no end

  private double[] diagonal = new double[32];
  private double[] below = new double[32]; // below[j] couples j and j+1; the last one leads out
  private int size;

  /**
   * The top Ritz value.
   *
   * @param value theta
   * @param residual {@code |A y - theta y|} for its unit Ritz vector y: some eigenvalue of A lies
   *     within it of theta
   */
  record Ritz(double value, double residual) {}

  /** Adds a step: alpha on the diagonal, beta the norm of what is left over. */
  void grow(double alpha, double beta) {
    if (size == diagonal.length) {
      diagonal = Arrays.copyOf(diagonal, 2 * size);
      below = Arrays.copyOf(below, 2 * size);
    }
    diagonal[size] = alpha;
    below[size] = beta;
    size++;
  }

  /** The number of steps. */
  int size() {
    return size;
  }

  /** The largest eigenvalue and its residual. */
  Ritz top() {
    double bound = upperBound();
    if (bound <= 0) {
      return new Ritz(0, 0); // positive semidefinite with nothing above zero: the zero matrix
    }
    double theta = largestBelow(bound);
    return new Ritz(theta, below[size - 1] * lastOfEigenvector(theta));
  }

  /**
   * Laguerre's iteration on the characteristic polynomial, from above: there it falls monotonically
   * to the largest root, the third power of the error each time (Parlett, The Symmetric Eigenvalue
   * Problem, 7.5). The pivots d_j of {@code T - x}, whose product is the polynomial, are carried
   * along with their first two derivatives in x.
   */
  private double largestBelow(double bound) {
    double x = bound;
    for (int iteration = 0; iteration < MAX_LAGUERRE; iteration++) {
      double pivot = diagonal[0] - x;
      double slope = -1;
      double bend = 0;
      double first = 0; // sum of 1 / (x - eigenvalue)
      double second = 0; // sum of 1 / (x - eigenvalue)^2
      for (int j = 0; j < size; j++) {
        if (j > 0) {
          double r = below[j - 1] / pivot;
          double s = slope / pivot;
          bend = r * r * (bend - 2 * s * slope);
          slope = -1 + r * r * slope;
          pivot = diagonal[j] - x - below[j - 1] * r;
        }
        if (pivot >= 0) {
          return x; // the root, to rounding
        }
        first += slope / pivot;
        second += (slope / pivot) * (slope / pivot) - bend / pivot;
      }
      double spread = Math.max(0, (size - 1) * (size * second - first * first));
      double next = x - size / (first + Math.sqrt(spread));
      if (x - next <= 4 * Math.ulp(x)) {
        return x;
      }
      x = next;
    }
    return x;
  }

  /**
   * The last number of the unit eigenvector to theta, from pivots of {@code T - theta} taken from
   * both ends: either end alone loses the numbers that have become small on its way (Parlett and
   * Dhillon 1997).
   */
  private double lastOfEigenvector(double theta) {
    var down = new double[size];
    var up = new double[size];
    for (int j = 0; j < size; j++) {
      double coupling = j > 0 ? below[j - 1] * (below[j - 1] / down[j - 1]) : 0;
      down[j] = notZero(diagonal[j] - theta - coupling);
    }
    int twist = size - 1;
    double least = Math.abs(down[twist]);
    for (int j = size - 1; j >= 0; j--) {
      double coupling = j + 1 < size ? below[j] * (below[j] / up[j + 1]) : 0;
      up[j] = notZero(diagonal[j] - theta - coupling);
      double middle = Math.abs(down[j] + up[j] - (diagonal[j] - theta));
      if (middle < least) {
        least = middle;
        twist = j;
      }
    }
    double squares = 1;
    double number = 1;
    for (int j = twist - 1; j >= 0; j--) {
      number *= -below[j] / down[j];
      squares += number * number;
    }
    number = 1;
    for (int j = twist + 1; j < size; j++) {
      number *= -below[j - 1] / up[j];
      squares += number * number;
    }
    return Math.abs(number) / Math.sqrt(squares);
  }

  private static double notZero(double pivot) {
    return pivot == 0 ? -Double.MIN_NORMAL : pivot;
  }

  /** The largest eigenvalue lies below: Gershgorin's circles, and a little for rounding. */
  private double upperBound() {
    double bound = 0;
    for (int j = 0; j < size; j++) {
      double left = j > 0 ? below[j - 1] : 0;
      double right = j + 1 < size ? below[j] : 0;
      bound = Math.max(bound, diagonal[j] + left + right);
    }
    return bound * (1 + 1e-12);
  }

  /** How far the second largest eigenvalue lies below {@code theta}, the largest, to a per cent. */
  double gap(double theta) {
    double narrow = 0;
    double wide = theta;
    while (wide - narrow > 0.01 * wide && wide > Math.ulp(theta)) {
      double middle = (narrow + wide) / 2;
      if (eigenvaluesAbove(theta - middle) >= 2) {
        wide = middle;
      } else {
        narrow = middle;
      }
    }
    return narrow;
  }

  private int eigenvaluesAbove(double x) {
    int count = 0;
    double pivot = 1;
    for (int j = 0; j < size; j++) {
      double coupling = j > 0 ? below[j - 1] * below[j - 1] / pivot : 0;
      pivot = notZero(diagonal[j] - x - coupling);
      if (pivot > 0) {
        count++;
      }
    }
    return count;
  }
}
