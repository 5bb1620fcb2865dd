package brink.core.krylov;

/** phi_k of numbers by their definitions, as an oracle. */
final class ScalarPhi {
  private ScalarPhi() {}

  /** The Taylor series for small z, {@code phi_k = (phi_(k-1) - 1/(k-1)!) / z} for others. */
  static double phi(int k, double z) {
    if (k == 0) {
      return Math.exp(z);
    }
    if (Math.abs(z) > 2) {
      return (phi(k - 1, z) - 1 / factorial(k - 1)) / z;
    }
    double sum = 0;
    double power = 1;
    for (int i = 0; i < 40; i++) {
      sum += power / factorial(i + k);
      power *= z;
    }
    return sum;
  }

  static double factorial(int n) {
    double product = 1;
    for (int i = 2; i <= n; i++) {
      product *= i;
    }
    return product;
  }
}
