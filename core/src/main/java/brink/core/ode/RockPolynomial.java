package brink.core.ode;

import java.util.Arrays;

/**
 * A stability polynomial {@code R(z) = w(x) P_n(x) / (w(a) P_n(a))}, {@code z = (x - a) d}: w has
 * complex pairs of zeros, P_n is the polynomial of degree n orthogonal to all lower ones on [-1, 1]
 * with the weight {@code w(x)^2 / sqrt(1 - x^2)}, which makes w P_n oscillate with nearly equal
 * amplitude there; d is such that R'(0) = 1. The stability interval is {@code [-d (1 + a), 0]}.
 *
 * <p>P_n comes from its three-term recurrence {@code P_(k+1) = (x - A_k) P_k - B_k P_(k-1)}, by the
 * discretised Stieltjes procedure: Gauss-Chebyshev quadrature with enough nodes is exact for all
 * its inner products. About 6 n^2 operations.
 *
 * @param zeros re, im, re, im, .. of w, one of each pair
 * @param a where z = 0 is, at least 1
 * @param alpha A_0 .. A_(n-1)
 * @param beta B_0 .. B_(n-1), B_0 = 0
 * @param d dz/dx
 */
record RockPolynomial(double[] zeros, double a, double[] alpha, double[] beta, double d) {
  /** The polynomial with given zeros of w and degree n of P. */
  static RockPolynomial of(double[] zeros, double a, int n) {
    int nodes = n + zeros.length + 1;
    var x = new double[nodes];
    var weight = new double[nodes];
    for (int i = 0; i < nodes; i++) {
      x[i] = Math.cos((2 * i + 1) * Math.PI / (2 * nodes));
      double w = w(zeros, x[i]);
      weight[i] = w * w;
    }
    var alpha = new double[n];
    var beta = new double[n];
    var previous = new double[nodes];
    var current = new double[nodes];
    Arrays.fill(current, 1);
    double before = 1;
    for (int k = 0; k < n; k++) {
      double square = 0;
      double moment = 0;
      for (int i = 0; i < nodes; i++) {
        double term = weight[i] * current[i] * current[i];
        square += term;
        moment += term * x[i];
      }
      alpha[k] = moment / square;
      beta[k] = k == 0 ? 0 : square / before;
      before = square;
      for (int i = 0; i < nodes; i++) {
        double next = (x[i] - alpha[k]) * current[i] - beta[k] * previous[i];
        previous[i] = current[i];
        current[i] = next;
      }
    }
    return new RockPolynomial(zeros, a, alpha, beta, slope(zeros, a, alpha, beta));
  }

  /** The length of the stability interval. */
  double interval() {
    return d * (1 + a);
  }

  /**
   * The recurrence of {@code P_k / P_k(a)} as stages: from {@code x - A_k = a - A_k + z / d} follow
   * {@code muTilde = 1 / (d r_k), mu = (a - A_k) / r_k, nu = -B_k / (r_(k-1) r_k)} with {@code r_k
   * = P_(k+1)(a) / P_k(a)}.
   */
  Recurrence recurrence() {
    int n = alpha.length;
    var mu = new double[n + 1];
    var nu = new double[n + 1];
    var muTilde = new double[n + 1];
    var c = new double[n + 1];
    mu[1] = 1;
    double r = a - alpha[0];
    muTilde[1] = 1 / (d * r);
    c[1] = muTilde[1];
    for (int j = 2; j <= n; j++) {
      double drop = beta[j - 1] / r;
      r = a - alpha[j - 1] - drop;
      muTilde[j] = 1 / (d * r);
      nu[j] = -drop / r;
      mu[j] = 1 - nu[j];
      c[j] = mu[j] * c[j - 1] + nu[j] * c[j - 2] + muTilde[j];
    }
    return new Recurrence(new double[n + 1], mu, nu, muTilde, new double[n + 1], c);
  }

  static double w(double[] zeros, double x) {
    double w = 1;
    for (int i = 0; i < zeros.length; i += 2) {
      double distance = x - zeros[i];
      w *= distance * distance + zeros[i + 1] * zeros[i + 1];
    }
    return w;
  }

  /** {@code (w P_n)' / (w P_n)} at a. */
  private static double slope(double[] zeros, double a, double[] alpha, double[] beta) {
    double slope = 0;
    for (int i = 0; i < zeros.length; i += 2) {
      double distance = a - zeros[i];
      slope += 2 * distance / (distance * distance + zeros[i + 1] * zeros[i + 1]);
    }
    double previous = 0; // P_k' / P_k at a
    double current = 0;
    double r = 1;
    for (int k = 0; k < alpha.length; k++) {
      double drop = beta[k] / r;
      r = a - alpha[k] - drop;
      double next = (1 + (a - alpha[k]) * current - drop * previous) / r;
      previous = current;
      current = next;
    }
    return slope + current;
  }
}
