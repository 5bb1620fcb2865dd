package brink.core.ode;

import java.util.Arrays;

/**
 * The two finishing stages that give a recurrence order 2.
 *
 * <p>From Y_n with the elementary weights {@code c, u} of the trees [] and [[]] they are
 *
 * <pre>
 * G = Y_n + gamma h f(Y_n),   y_new = Y_n + b_1 h f(Y_n) + b_2 h f(G),
 * b_2 = (1/2 - u - c (1 - c)) / gamma,   b_1 = 1 - c - b_2,
 * </pre>
 *
 * whose stability polynomial is the same for every gamma.
 *
 * <p>Stiff components that are driven, as the sharp directions of a curved valley are, decide
 * between methods with one stability polynomial. On {@code y' = lambda (y - phi(t)) + phi'(t)},
 * stages left where they are and two equal steps, {@code gamma = (1 - c) / 2}, make an error of
 * {@code 0.027 s^2 h^2 phi''} at the end of the stability interval: 11 at s = 20. Two measures end
 * that:
 *
 * <ul>
 *   <li>every stage Y with weights c and u is replaced, as a place to evaluate the field, by {@code
 *       y + beta (Y - y)}, {@code beta = 2 u / c^2}, which has stage order 2 as RKC2's stages have
 *       ({@link Recurrence#pulled}). The phi'' error falls to 2e-3 at s = 20 and further as 1/s^3;
 *   <li>gamma is 0.105 (1 - c), where the error's part that grows with lambda vanishes for {@code
 *       phi = t^3} in the limit of large s: what remains is 0.07 h^3 phi''', the error of smooth
 *       components, for all lambda, up to s = 80.
 * </ul>
 *
 * The error estimate is one of two that both are the local error to leading order where f is
 * linear, and nearly that elsewhere: above six stages {@code kappa (y_new - y - h (d_1 K_1 + d_2
 * K_2))}, d the weights with which the same slopes give order 2 without Y_n. It answers a stiff
 * deviation of 1 with at most 19 on the whole stability interval. Up to six stages {@code kappa (2
 * (y - y_new) + h (f + f_new))}, whose answer grows with h lambda but is less there, and which
 * carries a thirtieth of the rounding of y.
 */
final class Rock2Finish {
  private static final double GAMMA = 0.105;
  private static final int FEW = 6;

  private Rock2Finish() {}

  /** The scheme of a recurrence of pure stability polynomials. */
  static StabilizedScheme of(Recurrence recurrence) {
    int n = recurrence.stages();
    var weights = ElementaryWeights.of(recurrence);
    var beta = new double[n + 1];
    // Y_1 is an Euler step, for which no beta above 0 has stage order 2.
    Arrays.fill(beta, 0.5);
    for (int j = 2; j <= n; j++) {
      beta[j] = beta(weights.get(j).w()[0], weights.get(j).w()[1]);
    }
    if (n > 1) {
      beta[0] = beta[2];
      beta[1] = beta[2];
    }
    double c = weights.getLast().w()[0];
    double u = weights.getLast().w()[1];
    double gamma = GAMMA * (1 - c);
    double b2 = (0.5 - u - c * (1 - c)) / gamma;
    double b1 = 1 - c - b2;
    double u2 = u + gamma * c;
    // The tree [[[]]] has the weight 1/6 in the solution.
    double tall = weights.getLast().w()[3] + b1 * u + b2 * u2;
    var points = new double[][] {{}, {gamma}, {b1, b2}};
    var slopes =
        new PulledSlopes(new double[] {c, c + gamma}, new double[] {beta[n], beta(c + gamma, u2)});
    if (n + 2 <= FEW) {
      double kappa = (1.0 / 6 - tall) / (0.5 - 2 * tall);
      var plain = slopes.scheme(recurrence.pulled(beta), points, 0, new double[2]);
      return new StabilizedScheme(
          plain.recurrence(), plain.finish(), new double[] {2 * kappa, -2 * kappa, kappa, kappa});
    }
    double d2 = (0.5 - c) / gamma;
    double d1 = 1 - d2;
    double kappa = (tall - 1.0 / 6) / (tall - d1 * u - d2 * u2);
    return slopes.scheme(
        recurrence.pulled(beta), points, kappa, new double[] {-kappa * d1, -kappa * d2});
  }

  private static double beta(double c, double u) {
    return 2 * u / (c * c);
  }
}
