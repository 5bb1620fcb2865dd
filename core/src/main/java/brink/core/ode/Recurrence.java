package brink.core.ode;

/**
 * Stages by recurrence, {@code F_j = f(t + c_j h, Y_j)}, all arrays indexed 0..n:
 *
 * <pre>
 * Y_0 = y,   Y_1 = Y_0 + muTilde_1 h F_0
 * Y_j = kappa_j Y_0 + mu_j Y_(j-1) + nu_j Y_(j-2) + muTilde_j h F_(j-1) + gammaTilde_j h F_0
 * </pre>
 *
 * @param kappa weights of Y_0; {@code kappa_j + mu_j + nu_j = 1}
 * @param mu weights of Y_(j-1)
 * @param nu weights of Y_(j-2)
 * @param muTilde weights of h F_(j-1)
 * @param gammaTilde weights of h F_0
 * @param c abscissae
 */
public record Recurrence(
    double[] kappa, double[] mu, double[] nu, double[] muTilde, double[] gammaTilde, double[] c) {
  /** n. */
  public int stages() {
    return mu.length - 1;
  }

  /**
   * The same linear combinations from other points: the field is evaluated at {@code Z_j = y +
   * beta_j (Y_j - y)}, and {@code (f(Z_j) - (1 - beta_j) f) / beta_j} takes the place of f(Y_j).
   * The stability polynomials of the Y_j stay as they were. The stages of the result are the Z_j.
   *
   * @param beta at 0..n, not 0
   */
  Recurrence pulled(double[] beta) {
    int n = stages();
    var pulledKappa = new double[n + 1];
    var pulledMu = new double[n + 1];
    var pulledNu = new double[n + 1];
    var pulledMuTilde = new double[n + 1];
    var pulledGammaTilde = new double[n + 1];
    var pulledC = new double[n + 1];
    pulledMu[1] = 1;
    pulledMuTilde[1] = beta[1] * muTilde[1];
    pulledC[1] = beta[1] * c[1];
    for (int j = 2; j <= n; j++) {
      pulledMu[j] = beta[j] * mu[j] / beta[j - 1];
      pulledNu[j] = beta[j] * nu[j] / beta[j - 2];
      pulledKappa[j] = 1 - pulledMu[j] - pulledNu[j];
      pulledMuTilde[j] = beta[j] * muTilde[j] / beta[j - 1];
      pulledGammaTilde[j] = -(1 - beta[j - 1]) * pulledMuTilde[j];
      pulledC[j] = beta[j] * c[j];
    }
    return new Recurrence(
        pulledKappa, pulledMu, pulledNu, pulledMuTilde, pulledGammaTilde, pulledC);
  }
}
