package brink.core.ode;

import java.util.Arrays;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/** Problems with closed-form solutions. */
final class Problems {
  private Problems() {}

  /** A field, where to start, and its solution. */
  record Problem(
      String name, TestField field, double[] start, double end, DoubleFunction<double[]> solution) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** y' = y (1 - y). */
  static Problem logistic() {
    return new Problem(
        "logistic",
        TestField.scalar((_, y) -> y * (1 - y), (_, y) -> 1 - 2 * y),
        new double[] {0.1},
        3,
        t -> new double[] {1 / (1 + 9 * Math.exp(-t))});
  }

  /** A pendulum's cousin: y'' = -y as a system; its Jacobian is not symmetric. */
  static Problem oscillator() {
    return new Problem(
        "oscillator",
        TestField.of(2, (_, y) -> new double[] {y[1], -y[0]}, (_, _) -> new double[] {0, 1, -1, 0}),
        new double[] {1, 0},
        3,
        t -> new double[] {Math.cos(t), -Math.sin(t)});
  }

  /** Prothero-Robinson: y' = -lambda (y - cos t) - sin t, with the smooth solution cos t. */
  static Problem protheroRobinson(double lambda) {
    return new Problem(
        "Prothero-Robinson " + lambda,
        TestField.scalar((t, y) -> -lambda * (y - Math.cos(t)) - Math.sin(t), (_, _) -> -lambda),
        new double[] {1},
        1,
        t -> new double[] {Math.cos(t)});
  }

  /** u_t = u_xx on (0, 1), zero at both ends, n inner points, from the lowest mode. */
  static Problem heat(int n) {
    double scale = (n + 1.0) * (n + 1.0);
    double[] mode =
        IntStream.rangeClosed(1, n).mapToDouble(i -> Math.sin(Math.PI * i / (n + 1))).toArray();
    double lambda = 4 * scale * Math.pow(Math.sin(Math.PI / 2 / (n + 1)), 2);
    var a = new double[n * n];
    for (int i = 0; i < n; i++) {
      a[i * n + i] = -2 * scale;
      if (i > 0) {
        a[i * n + i - 1] = scale;
        a[(i - 1) * n + i] = scale;
      }
    }
    return new Problem(
        "heat " + n,
        linear(n, a),
        mode,
        0.5,
        t -> Arrays.stream(mode).map(u -> u * Math.exp(-lambda * t)).toArray());
  }

  /**
   * u_t = u_xx - 5 u^3 on (0, 1), zero at both ends, n inner points: a stiff gradient flow with a
   * nonlinearity in every mode. Its solution is that of Dormand-Prince at a tight tolerance.
   */
  static Problem cubicHeat(int n) {
    var heat = heat(n);
    TestField.Value f =
        (t, y) -> {
          var u = heat.field().f().at(t, y);
          return IntStream.range(0, n).mapToDouble(i -> u[i] - 5 * y[i] * y[i] * y[i]).toArray();
        };
    TestField.Jacobian j =
        (t, y) -> {
          var matrix = heat.field().j().at(t, y).clone();
          for (int i = 0; i < n; i++) {
            matrix[i * n + i] -= 15 * y[i] * y[i];
          }
          return matrix;
        };
    var field = TestField.of(n, f, j);
    var start =
        IntStream.range(0, n)
            .mapToDouble(i -> 2 * heat.start()[i] + Math.sin(2 * Math.PI * (i + 1) / (n + 1)))
            .toArray();
    return new Problem(
        "heat with a cubic sink",
        field,
        start,
        0.1,
        t ->
            Runs.until(
                    field,
                    start,
                    new ExplicitRungeKutta(Tableau.DORMAND_PRINCE),
                    StepControl.Adaptive.of(1e-12, StepFilter.PI),
                    t)
                .y());
  }

  /** y' = A y, A symmetric, row-major, with the potential -1/2 y^T A y. */
  static TestField linear(int n, double[] a) {
    return TestField.of(n, (_, y) -> times(a, y), (_, _) -> a)
        .with(y -> {
          var ay = times(a, y);
          return -0.5 * IntStream.range(0, n).mapToDouble(i -> y[i] * ay[i]).sum();
        });
  }

  /** Diagonal linear gradient flow y_i' = -lambda_i y_i. */
  static Problem diagonal(double end, double... lambda) {
    int n = lambda.length;
    var a = new double[n * n];
    for (int i = 0; i < n; i++) {
      a[i * n + i] = -lambda[i];
    }
    var start = new double[n];
    Arrays.fill(start, 1);
    return new Problem(
        "diagonal " + Arrays.toString(lambda),
        linear(n, a),
        start,
        end,
        t -> Arrays.stream(lambda).map(l -> Math.exp(-l * t)).toArray());
  }

  /**
   * Gradient flow of L = sum_i lambda_i x_i^2 / 2 + a x_i^4 / 4 in rotated coordinates y = Q x, Q
   * the reflection at the plane normal to (1, .., 1). Each x_i is a Bernoulli equation.
   */
  static Problem quartic(double end, double a, double... lambda) {
    var x0 = IntStream.range(0, lambda.length).mapToDouble(i -> 1 - 0.1 * i).toArray();
    return quarticFrom(x0, end, a, lambda);
  }

  /** The same from a given x; negative lambda_i make double wells. */
  static Problem quarticFrom(double[] x0, double end, double a, double... lambda) {
    int n = lambda.length;
    TestField.Value f =
        (_, y) -> {
          var x = reflect(y);
          return reflect(
              IntStream.range(0, n)
                  .mapToDouble(i -> -lambda[i] * x[i] - a * x[i] * x[i] * x[i])
                  .toArray());
        };
    TestField.Jacobian j =
        (_, y) -> {
          var x = reflect(y);
          var matrix = new double[n * n];
          for (int k = 0; k < n; k++) {
            var unit = new double[n];
            unit[k] = 1;
            var v = reflect(unit);
            for (int i = 0; i < n; i++) {
              v[i] *= -lambda[i] - 3 * a * x[i] * x[i];
            }
            var column = reflect(v);
            for (int i = 0; i < n; i++) {
              matrix[i * n + k] = column[i];
            }
          }
          return matrix;
        };
    TestField.Potential potential =
        y -> {
          var x = reflect(y);
          return IntStream.range(0, n)
              .mapToDouble(i -> lambda[i] * x[i] * x[i] / 2 + a * Math.pow(x[i], 4) / 4)
              .sum();
        };
    return new Problem(
        "quartic " + Arrays.toString(lambda),
        TestField.of(n, f, j).with(potential),
        reflect(x0),
        end,
        t ->
            reflect(
                IntStream.range(0, n)
                    .mapToDouble(i ->
                        x0[i]
                            * Math.exp(-lambda[i] * t)
                            / Math.sqrt(
                                1 - a / lambda[i] * x0[i] * x0[i] * Math.expm1(-2 * lambda[i] * t)))
                    .toArray()));
  }

  static double[] reflect(double[] x) {
    double mean = Arrays.stream(x).sum() * 2 / x.length;
    return Arrays.stream(x).map(v -> v - mean).toArray();
  }

  static double[] times(double[] a, double[] x) {
    int n = x.length;
    return IntStream.range(0, n)
        .mapToDouble(i -> IntStream.range(0, n).mapToDouble(k -> a[i * n + k] * x[k]).sum())
        .toArray();
  }

  static double distance(double[] x, double[] y) {
    return Math.sqrt(
        IntStream.range(0, x.length).mapToDouble(i -> (x[i] - y[i]) * (x[i] - y[i])).sum());
  }
}
