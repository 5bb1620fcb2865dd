package brink.core.ode;

/**
 * The orthogonal Runge-Kutta-Chebyshev methods ROCK2 and ROCK4: their stability polynomials are
 * nearly optimal for their order, with damping 0.95: {@code |R_s(z)| <= 0.95} on {@code [-beta(s),
 * 0]} but near 0.
 *
 * <p>{@code R_s = w P_(s-m)}, w of degree m = 2 or 4 with complex zeros, P orthogonal with a weight
 * that depends on w ({@link RockPolynomial}); P's recurrence makes s - m stages, a finish of m
 * stages ({@link Rock2Finish}, {@link Rock4Finish}) adds w and the order. Since the order fixes the
 * last m factors of R_s whatever P is, order holds to rounding, and only beta and the damping
 * depend on how well the zeros of w and the point a are known. These are the solution, for every s,
 * of the conditions {@code R_s^(k)(0) = 1, k = 2 .. m}, and of equal amplitude 0.95 at the local
 * maximum next to the complex zeros and at the largest of all others. Times s^2 they are smooth
 * functions of 1/s^2, stored as polynomials: our own solution and fit, which the tests make anew
 * and compare.
 *
 * <p>When to use which, on networks' flows: ROCK4 takes the least work for errors below some 1e-3
 * of the distance travelled, with few examples and at tolerances of 1e-2 and below; at 1e-1 it may
 * be off by a fifth, and its estimate says more. ROCK2 equals RKC2 where the stiff directions stay
 * what they are; where they turn, as with many examples at loose tolerances, it takes up to half
 * more work, or loses its accuracy and says so. RKC2 is the safe choice.
 *
 * <p>Rounding: the last m stages amplify rounding errors of the others, along the stiffest
 * directions. Seen at 20, 50 and 100 stages: 4e5, 4e7 and 2e9 for ROCK2, 1e7, 9e10 and 3e13 for
 * ROCK4 (RKC2: below 200). In float32 use RKC2, or at most 8 stages.
 *
 * <p>Sources: Abdulle & Medovikov, Second order Chebyshev methods based on orthogonal polynomials,
 * Numer. Math. 90 (2001) 1-18; Abdulle, Fourth order Chebyshev methods with recurrence relation,
 * SIAM J. Sci. Comput. 23 (2002) 2041-2054. From there are the stability polynomials; the
 * coefficients, the finishes, the places of ROCK2's stages and the error estimates are our own.
 */
public enum Rock implements StabilizedMethod {
  /** Second order, beta(s) about 0.81 s^2; at least three stages. */
  ROCK2(
      2,
      3,
      2,
      new double[][] {
        {-3.006619, 0.316417, -0.107255, 0.10522, -0.030112, 0.045806},
        {3.370867, 0.275895, 0.059942, 0.026071, -0.007103, 0.020306},
        {0.290686, 0.405527, 0.08939, 0.06923, -0.012251, 0.059576}
      },
      0.8073,
      1.13),
  /** Fourth order, beta(s) about 0.35 s^2; at least five stages. */
  ROCK4(
      4,
      4,
      12,
      new double[][] {
        {24.20713, 22.68433, -2.959105, 0.691138, -0.63354, -0.211867},
        {20.28437, 24.31727, 2.61154, 0.072598, -1.121765, 0.206563},
        {11.78809, 5.181142, -1.478859, -1.175807, 1.012943, -0.600507},
        {7.45913, 10.09602, 0.606558, -0.542469, 0.17074, -0.144577},
        {25.9422, 22.80301, 0.330646, -2.18516, 1.421829, -0.931366}
      },
      0.353,
      2.87);

  private final int order;
  private final int errorOrder;
  private final int shift;
  private final double[][] fits; // [parameter][power]
  private final double growth; // beta(s) >= growth s^2 - loss
  private final double loss;

  Rock(int order, int errorOrder, int shift, double[][] fits, double growth, double loss) {
    this.order = order;
    this.errorOrder = errorOrder;
    this.shift = shift;
    this.fits = fits;
    this.growth = growth;
    this.loss = loss;
  }

  @Override
  public int order() {
    return order;
  }

  @Override
  public int errorOrder() {
    return errorOrder;
  }

  @Override
  public String citation() {
    return switch (this) {
      case ROCK2 -> "Abdulle & Medovikov 2001";
      case ROCK4 -> "Abdulle 2002";
    };
  }

  @Override
  public int stages(double z) {
    return Math.max(order + 1, (int) Math.ceil(Math.sqrt((z + loss) / growth)));
  }

  @Override
  public double interval(int s) {
    return growth * s * s - loss;
  }

  @Override
  public int finishingStages() {
    return order;
  }

  @Override
  public StabilizedScheme scheme(int s) {
    var polynomial = polynomial(s);
    var recurrence = polynomial.recurrence();
    return switch (this) {
      case ROCK2 -> Rock2Finish.of(recurrence);
      case ROCK4 -> Rock4Finish.of(recurrence, polynomial.interval()).after(recurrence);
    };
  }

  /** R_s, but for the rounding of its parameters. */
  RockPolynomial polynomial(int s) {
    if (s <= order) {
      throw new IllegalArgumentException(
          "%s has at least %d stages, not %d".formatted(this, order + 1, s));
    }
    var p = new double[fits.length];
    for (int i = 0; i < p.length; i++) {
      for (int k = fits[i].length - 1; k >= 0; k--) {
        p[i] = p[i] * variable(s) + fits[i][k];
      }
    }
    return polynomial(p, s);
  }

  /**
   * R_s from its parameters.
   *
   * @param p {@code (re - 1) s^2, im s^2} of each zero of w, and {@code (a - 1) s^2}
   */
  RockPolynomial polynomial(double[] p, int s) {
    double square = (double) s * s;
    var zeros = new double[order];
    for (int i = 0; i < order; i += 2) {
      zeros[i] = 1 + p[i] / square;
      zeros[i + 1] = p[i + 1] / square;
    }
    return RockPolynomial.of(zeros, 1 + p[order] / square, s - order);
  }

  /** What the parameters are polynomials of: {@code 1 / (s^2 - shift)}, 1 at the fewest stages. */
  double variable(int s) {
    return ((order + 1.0) * (order + 1.0) - shift) / ((double) s * s - shift);
  }

  /** The weights of 1, x, x^2, .. in the parameters. */
  double[][] fits() {
    return fits;
  }
}
