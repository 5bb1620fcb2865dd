package brink.core.ode;

import java.util.List;

/**
 * An explicit Runge-Kutta method whose last stage is the field at the new point ("first same as
 * last"): that stage is the next step's first, and with it even Euler's method has an embedded
 * error estimate. With {@code k_i = f(t + c_i h, y + h sum_j a_ij k_j)}:
 *
 * <pre>
 * y_new  = y + h sum_i b_i k_i,       b = the last row of a
 * error  = h sum_i (b_i - e_i) k_i    e: the embedded method, of another order
 * y(t + theta h) = cubic Hermite + theta^2 (1 - theta)^2 h sum_i d_i k_i
 * </pre>
 *
 * @param name the method's name
 * @param citation where it was published
 * @param order of y_new
 * @param errorOrder the power of h with which the error estimate falls
 * @param a rows of stages 2..s, strictly lower triangular; row i has i entries
 * @param c abscissae of all s stages
 * @param embedded e, s weights
 * @param dense d, s weights, or none for plain Hermite interpolation
 */
public record Tableau(
    String name,
    String citation,
    int order,
    int errorOrder,
    List<List<Double>> a,
    List<Double> c,
    List<Double> embedded,
    List<Double> dense) {

  /** Euler's method: y + h f(y), its error against Heun's method, {@code 1/2 h |f_new - f|}. */
  public static final Tableau EULER =
      new Tableau(
          "Euler",
          "Euler, Institutionum calculi integralis (1768); embedded: Heun, order 2",
          1,
          2,
          List.of(List.of(1.0)),
          List.of(0.0, 1.0),
          List.of(0.5, 0.5),
          List.of());

  /**
   * The classical fourth-order method, its error against the third-order method that has the field
   * at the new point in the place of the fourth stage: {@code h/6 (k_4 - f_new)}. That estimate
   * falls as h^4, the true local error as h^5: it is on the safe side.
   */
  public static final Tableau RK4 =
      new Tableau(
          "RK4",
          "Kutta (1901); embedded: order 3, its last stage the field at the new point",
          4,
          4,
          List.of(
              List.of(1.0 / 2),
              List.of(0.0, 1.0 / 2),
              List.of(0.0, 0.0, 1.0),
              List.of(1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6)),
          List.of(0.0, 1.0 / 2, 1.0 / 2, 1.0, 1.0),
          List.of(1.0 / 6, 1.0 / 3, 1.0 / 3, 0.0, 1.0 / 6),
          List.of());

  /** Dormand-Prince 5(4), with its dense output of order 4. */
  public static final Tableau DORMAND_PRINCE =
      new Tableau(
          "Dormand-Prince 5(4)",
          "Dormand & Prince, J. Comp. Appl. Math. 6 (1980) 19-26; dense output: Hairer, Norsett &"
              + " Wanner, Solving ODEs I (1993), II.6",
          5,
          5,
          List.of(
              List.of(1.0 / 5),
              List.of(3.0 / 40, 9.0 / 40),
              List.of(44.0 / 45, -56.0 / 15, 32.0 / 9),
              List.of(19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729),
              List.of(9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656),
              List.of(35.0 / 384, 0.0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84)),
          List.of(0.0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1.0, 1.0),
          List.of(
              5179.0 / 57600,
              0.0,
              7571.0 / 16695,
              393.0 / 640,
              -92097.0 / 339200,
              187.0 / 2100,
              1.0 / 40),
          List.of(
              -12715105075.0 / 11282082432.0,
              0.0,
              87487479700.0 / 32700410799.0,
              -10690763975.0 / 1880347072.0,
              701980252875.0 / 199316789632.0,
              -1453857185.0 / 822651844.0,
              69997945.0 / 29380423.0));

  /** Checks the shape. */
  public Tableau {
    a = a.stream().map(List::copyOf).toList();
    c = List.copyOf(c);
    embedded = List.copyOf(embedded);
    dense = List.copyOf(dense);
    int stages = a.size() + 1;
    for (int i = 0; i < a.size(); i++) {
      if (a.get(i).size() != i + 1) {
        throw new IllegalArgumentException(
            name + ": row " + (i + 2) + " of a must have " + (i + 1) + " entries");
      }
    }
    if (c.size() != stages
        || embedded.size() != stages
        || (!dense.isEmpty() && dense.size() != stages)) {
      throw new IllegalArgumentException(
          name + ": c, embedded and dense must have " + stages + " entries, one a stage");
    }
  }

  /** s, the shared last stage counted. */
  public int stages() {
    return c.size();
  }

  /** The weight b_i of stage i (from 0) in the new y; 0 for the last stage. */
  public double b(int i) {
    return i < stages() - 1 ? a.getLast().get(i) : 0;
  }
}
