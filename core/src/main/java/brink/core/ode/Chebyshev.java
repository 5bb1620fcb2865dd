package brink.core.ode;

/**
 * The Runge-Kutta-Chebyshev methods: explicit methods of s stages whose stability polynomial {@code
 * P_s(z) = a_s + b_s T_s(w_0 + w_1 z)} stays within 1 on the real interval {@code [-beta(s), 0]},
 * beta growing as s^2. T_s is the Chebyshev polynomial, {@code w_0 = 1 + epsilon / s^2} its
 * damping.
 *
 * <p>Source: Sommeijer, Shampine & Verwer, RKC: an explicit solver for parabolic PDEs, J. Comp.
 * Appl. Math. 88 (1998) 315-326, section 2; the first-order family: Verwer, Hundsdorfer &
 * Sommeijer, Numer. Math. 57 (1990) 157-178.
 */
public enum Chebyshev implements StabilizedMethod {
  /** First order, epsilon = 1/20, beta(s) about 1.93 s^2. */
  RKC1(1, 2, 1.0 / 20),
  /** Second order, epsilon = 2/13, beta(s) about 0.65 s^2; at least two stages. */
  RKC2(2, 3, 2.0 / 13);

  private final int order;
  private final int errorOrder;
  private final double epsilon;

  Chebyshev(int order, int errorOrder, double epsilon) {
    this.order = order;
    this.errorOrder = errorOrder;
    this.epsilon = epsilon;
  }

  @Override
  public int order() {
    return order;
  }

  @Override
  public int errorOrder() {
    return errorOrder;
  }

  /**
   * The fewest stages that keep a step stable, for {@code z = h * spectral radius}: {@code 1 +
   * floor(sqrt(1 + 1.54 z))} for RKC2.
   */
  @Override
  public int stages(double z) {
    return switch (this) {
      case RKC1 -> Math.max(1, (int) Math.ceil(Math.sqrt(z / (2 - 4 * epsilon / 3))));
      case RKC2 -> 1 + (int) Math.floor(Math.sqrt(1 + 1.54 * z));
    };
  }

  @Override
  public double interval(int s) {
    return switch (this) {
      case RKC1 -> (2 - 4 * epsilon / 3) * s * s;
      case RKC2 -> ((double) s * s - 1) / 1.54;
    };
  }

  @Override
  public String citation() {
    return "Sommeijer, Shampine & Verwer 1998";
  }

  /** 0: y_new is the last stage of the recurrence. */
  @Override
  public int finishingStages() {
    return 0;
  }

  /**
   * The coefficients of s stages. RKC2's error estimate is {@code 0.8 (y - y_new) + 0.4 h (f +
   * f_new)}.
   */
  @Override
  public StabilizedScheme scheme(int s) {
    if (s < order) {
      throw new IllegalArgumentException(this + " has at least " + order + " stages, not " + s);
    }
    double w0 = 1 + epsilon / ((double) s * s);
    var t = new double[s + 1]; // T_j(w0), and below its first and second derivative
    var t1 = new double[s + 1];
    var t2 = new double[s + 1];
    t[0] = 1;
    t[1] = w0;
    t1[1] = 1;
    for (int j = 2; j <= s; j++) {
      t[j] = 2 * w0 * t[j - 1] - t[j - 2];
      t1[j] = 2 * t[j - 1] + 2 * w0 * t1[j - 1] - t1[j - 2];
      t2[j] = 4 * t1[j - 1] + 2 * w0 * t2[j - 1] - t2[j - 2];
    }
    var b = new double[s + 1];
    double w1 =
        switch (this) {
          case RKC1 -> {
            for (int j = 0; j <= s; j++) {
              b[j] = 1 / t[j];
            }
            yield t[s] / t1[s];
          }
          case RKC2 -> {
            for (int j = 2; j <= s; j++) {
              b[j] = t2[j] / (t1[j] * t1[j]);
            }
            b[0] = b[2];
            b[1] = b[2];
            yield t1[s] / t2[s];
          }
        };
    var kappa = new double[s + 1];
    var mu = new double[s + 1];
    var nu = new double[s + 1];
    var muTilde = new double[s + 1];
    var gammaTilde = new double[s + 1];
    var c = new double[s + 1];
    muTilde[1] = b[1] * w1;
    c[1] = muTilde[1];
    for (int j = 2; j <= s; j++) {
      mu[j] = 2 * b[j] * w0 / b[j - 1];
      nu[j] = -b[j] / b[j - 2];
      kappa[j] = 1 - mu[j] - nu[j];
      muTilde[j] = 2 * b[j] * w1 / b[j - 1];
      gammaTilde[j] = -(1 - b[j - 1] * t[j - 1]) * muTilde[j];
      c[j] = mu[j] * c[j - 1] + nu[j] * c[j - 2] + muTilde[j] + gammaTilde[j];
    }
    // RKC1: y_new misses the h^2 y'' / 2 of the solution but for the z^2 term of P_s.
    double missing = 0.5 - b[s] * w1 * w1 * t2[s] / 2;
    var error =
        switch (this) {
          case RKC1 -> new double[] {0, 0, -missing, missing};
          case RKC2 -> new double[] {0.8, -0.8, 0.4, 0.4};
        };
    return new StabilizedScheme(
        new Recurrence(kappa, mu, nu, muTilde, gammaTilde, c), Finish.none(), error);
  }
}
