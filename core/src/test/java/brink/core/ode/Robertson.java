package brink.core.ode;

/**
 * Robertson's autocatalytic reaction (1966), a stiff system of three with rates 0.04, 1e4 and 3e7.
 * Its Jacobian is not symmetric, and real in its spectrum.
 */
final class Robertson {
  /**
   * At t = 0.4 and 40 as printed by the examples of LSODE and CVODE (Hindmarsh et al.), to five
   * digits.
   */
  static final double[] AT_0_4 = {9.8517e-01, 3.3864e-05, 1.4794e-02};

  static final double[] AT_40 = {7.1583e-01, 9.1855e-06, 2.8416e-01};

  private Robertson() {}

  static TestField field() {
    return TestField.of(3, (_, y) -> value(y), (_, y) -> jacobian(y));
  }

  static double[] start() {
    return new double[] {1, 0, 0};
  }

  private static double[] value(double[] y) {
    double slow = 0.04 * y[0];
    double back = 1e4 * y[1] * y[2];
    double fast = 3e7 * y[1] * y[1];
    return new double[] {-slow + back, slow - back - fast, fast};
  }

  private static double[] jacobian(double[] y) {
    return new double[] {
      -0.04, 1e4 * y[2], 1e4 * y[1], 0.04, -1e4 * y[2] - 6e7 * y[1], -1e4 * y[1], 0, 6e7 * y[1], 0
    };
  }
}
