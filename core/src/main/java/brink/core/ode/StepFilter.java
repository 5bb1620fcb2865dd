package brink.core.ode;

/**
 * A step-size controller as a digital filter. With E_n the error of step n over the tolerance and k
 * the order of the error estimate, the next step is
 *
 * <pre>
 * h_(n+1) / h_n = safety * E_n^(-b1/k) * E_(n-1)^(-b2/k) * E_(n-2)^(-b3/k) * (h_n / h_(n-1))^(-a)
 * </pre>
 *
 * Source of the form: Soderlind, Digital filters in adaptive time-stepping, ACM TOMS 29 (2003)
 * 1-26.
 *
 * @param b1 weight of the last error
 * @param b2 of the one before
 * @param b3 of the one before that
 * @param a weight of the last ratio of steps
 */
public record StepFilter(double b1, double b2, double b3, double a) {
  /** The elementary controller. */
  public static final StepFilter I = new StepFilter(1, 0, 0, 0);

  /** PI: Gustafsson, ACM TOMS 17 (1991), with Hairer & Wanner's 0.7 and 0.4. */
  public static final StepFilter PI = new StepFilter(0.7, -0.4, 0, 0);

  /** PID: Kennedy & Carpenter, Appl. Numer. Math. 44 (2003), 0.49, 0.34 and 0.10. */
  public static final StepFilter PID = new StepFilter(0.49, -0.34, 0.10, 0);

  /** Predictive: Watts, and the one of RKC (Sommeijer, Shampine & Verwer 1998). */
  public static final StepFilter PREDICTIVE = new StepFilter(2, -1, 0, -1);
}
