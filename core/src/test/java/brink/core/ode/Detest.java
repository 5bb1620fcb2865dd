package brink.core.ode;

import brink.core.ode.Problems.Problem;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.hipparchus.special.elliptic.jacobi.JacobiEllipticBuilder;

/**
 * Classes A (single equations), B (small systems) and C (moderate systems) of DETEST, all from t =
 * 0 to 20: Hull, Enright, Fellen & Sedgwick, Comparing numerical methods for ordinary differential
 * equations, SIAM J. Numer. Anal. 9 (1972) 603-637. Solutions in closed form where there is one,
 * else by Hipparchus' Dormand-Prince 8(5,3) at 1e-13.
 */
final class Detest {
  private static final double END = 20;

  private Detest() {}

  static List<Problem> all() {
    return List.of(
        scalar("A1 exponential", (_, y) -> -y, 1, t -> Math.exp(-t)),
        scalar("A2 Riccati", (_, y) -> -y * y * y / 2, 1, t -> 1 / Math.sqrt(1 + t)),
        scalar("A3 oscillating", (t, y) -> y * Math.cos(t), 1, t -> Math.exp(Math.sin(t))),
        scalar(
            "A4 logistic",
            (_, y) -> y / 4 * (1 - y / 20),
            1,
            t -> 20 / (1 + 19 * Math.exp(-t / 4))),
        scalar("A5 spiral", (t, y) -> (y - t) / (y + t), 4, Detest::spiral),
        numeric(
            "B1 predator and prey",
            (_, y) -> new double[] {2 * (y[0] - y[0] * y[1]), -(y[1] - y[0] * y[1])},
            1,
            3),
        problem(
            "B2 linear reaction",
            (_, y) -> new double[] {-y[0] + y[1], y[0] - 2 * y[1] + y[2], y[1] - y[2]},
            new double[] {2, 0, 1},
            // eigenvalues 0, -1, -3 with eigenvectors (1, 1, 1), (1, 0, -1), (1, -2, 1)
            t -> {
              double slow = Math.exp(-t) / 2;
              double fast = Math.exp(-3 * t) / 2;
              return new double[] {1 + slow + fast, 1 - 2 * fast, 1 - slow + fast};
            }),
        numeric(
            "B3 nonlinear reaction",
            (_, y) -> new double[] {-y[0], y[0] - y[1] * y[1], y[1] * y[1]},
            1,
            0,
            0),
        problem(
            "B4 torus",
            (_, y) -> {
              double r = Math.hypot(y[0], y[1]);
              return new double[] {
                -y[1] - y[0] * y[2] / r, y[0] - y[1] * y[2] / r, y[0] / r,
              };
            },
            new double[] {3, 0, 0},
            t -> {
              double r = 2 + Math.cos(t);
              return new double[] {r * Math.cos(t), r * Math.sin(t), Math.sin(t)};
            }),
        problem(
            "B5 rigid body",
            (_, y) -> new double[] {y[1] * y[2], -y[0] * y[2], -0.51 * y[0] * y[1]},
            new double[] {0, 1, 1},
            t -> {
              var jacobi = JacobiEllipticBuilder.build(0.51).valuesN(t);
              return new double[] {jacobi.sn(), jacobi.cn(), jacobi.dn()};
            }),
        problem("C1 decay chain", (_, y) -> chain(y, _ -> 1), unit(10), Detest::poisson),
        problem("C2 faster decay chain", (_, y) -> chain(y, i -> i + 1), unit(10), Detest::yule),
        diffusion("C3 diffusion, 10", 10),
        diffusion("C4 diffusion, 51", 51),
        numeric("C5 five outer planets", (_, y) -> planets(y), PLANETS));
  }

  private static Problem problem(
      String name, TestField.Value f, double[] start, DoubleFunction<double[]> solution) {
    return new Problem(name, TestField.explicit(start.length, f), start, END, solution);
  }

  private static Problem scalar(
      String name,
      java.util.function.DoubleBinaryOperator f,
      double start,
      java.util.function.DoubleUnaryOperator solution) {
    return problem(
        name,
        (t, y) -> new double[] {f.applyAsDouble(t, y[0])},
        new double[] {start},
        t -> new double[] {solution.applyAsDouble(t)});
  }

  private static Problem numeric(String name, TestField.Value f, double... start) {
    return problem(name, f, start, t -> reference(f, start, t));
  }

  /** By another library, to about 1e-12. */
  static double[] reference(TestField.Value f, double[] start, double end) {
    var equations =
        new OrdinaryDifferentialEquation() {
          @Override
          public int getDimension() {
            return start.length;
          }

          @Override
          public double[] computeDerivatives(double t, double[] y) {
            return f.at(t, y);
          }
        };
    return new DormandPrince853Integrator(1e-14, 10, 1e-13, 1e-13)
        .integrate(equations, new ODEState(0, start), end)
        .getPrimaryState();
  }

  /** {@code ln(t^2 + y^2) / 2 + atan2(y, t)} is constant along solutions, and rises with y. */
  private static double spiral(double t) {
    double constant = Math.log(4) + Math.PI / 2;
    double lo = -t;
    double hi = 10 + t;
    for (int i = 0; i < 100; i++) {
      double y = (lo + hi) / 2;
      if (Math.log(t * t + y * y) / 2 + Math.atan2(y, t) < constant) {
        lo = y;
      } else {
        hi = y;
      }
    }
    return hi;
  }

  /** Each of 10 decays into the next at its own rate; the last stays. */
  private static double[] chain(double[] y, java.util.function.IntToDoubleFunction rate) {
    int n = y.length;
    var f = new double[n];
    for (int i = 0; i < n - 1; i++) {
      double flow = rate.applyAsDouble(i) * y[i];
      f[i] -= flow;
      f[i + 1] += flow;
    }
    return f;
  }

  private static double[] poisson(double t) {
    var y = new double[10];
    double term = Math.exp(-t);
    double sum = 0;
    for (int i = 0; i < 9; i++) {
      y[i] = term;
      sum += term;
      term *= t / (i + 1);
    }
    y[9] = 1 - sum;
    return y;
  }

  private static double[] yule(double t) {
    var y = new double[10];
    double stay = Math.exp(-t);
    for (int i = 0; i < 9; i++) {
      y[i] = stay * Math.pow(1 - stay, i);
    }
    y[9] = Math.pow(1 - stay, 9);
    return y;
  }

  /** y' = tridiag(1, -2, 1) y from the first unit vector: sums of sines. */
  private static Problem diffusion(String name, int n) {
    return problem(
        name,
        (_, y) ->
            IntStream.range(0, n)
                .mapToDouble(i -> (i > 0 ? y[i - 1] : 0) - 2 * y[i] + (i < n - 1 ? y[i + 1] : 0))
                .toArray(),
        unit(n),
        t ->
            IntStream.rangeClosed(1, n)
                .mapToDouble(i ->
                    IntStream.rangeClosed(1, n)
                            .mapToDouble(k -> {
                              double w = k * Math.PI / (n + 1);
                              double decay = 4 * Math.pow(Math.sin(w / 2), 2);
                              return Math.sin(i * w) * Math.sin(w) * Math.exp(-decay * t);
                            })
                            .sum()
                        * 2
                        / (n + 1))
                .toArray());
  }

  private static double[] unit(int n) {
    var y = new double[n];
    y[0] = 1;
    return y;
  }

  private static final double GRAVITY = 2.95912208286;
  private static final double SUN = 1.00000597682;
  private static final double[] MASSES = {
    0.000954786104043,
    0.000285583733151,
    0.0000437273164546,
    0.0000517759138449,
    0.00000277777777778
  };

  /** Positions of the five planets, then their velocities. */
  private static final double[] PLANETS = {
    3.42947415189, 3.35386959711, 1.35494901715,
    6.64145542550, 5.97156957878, 2.18231499728,
    11.2630437207, 14.6952576794, 6.27960525067,
    -30.1552268759, 1.65699966404, 1.43785752721,
    -21.1238353380, 28.4465098142, 15.3882659679,
    -0.557160570446, 0.505696783289, 0.230578543901,
    -0.415570776342, 0.365682722812, 0.169143213293,
    -0.325325669158, 0.189706021964, 0.0877265322780,
    -0.0240476254170, -0.287659532608, -0.117219543175,
    -0.176860753121, -0.216393453025, -0.0148647893090
  };

  private static double[] planets(double[] y) {
    var f = new double[30];
    System.arraycopy(y, 15, f, 0, 15);
    for (int j = 0; j < 5; j++) {
      for (int i = 0; i < 3; i++) {
        double sum = -(SUN + MASSES[j]) * y[3 * j + i] / cube(y, j, -1);
        for (int k = 0; k < 5; k++) {
          if (k != j) {
            sum +=
                MASSES[k]
                    * ((y[3 * k + i] - y[3 * j + i]) / cube(y, j, k)
                        - y[3 * k + i] / cube(y, k, -1));
          }
        }
        f[15 + 3 * j + i] = GRAVITY * sum;
      }
    }
    return f;
  }

  /** The cube of the distance between planets j and k, or to the sun for k below 0. */
  private static double cube(double[] y, int j, int k) {
    double square = 0;
    for (int i = 0; i < 3; i++) {
      double d = y[3 * j + i] - (k < 0 ? 0 : y[3 * k + i]);
      square += d * d;
    }
    return square * Math.sqrt(square);
  }
}
