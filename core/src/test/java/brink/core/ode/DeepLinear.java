package brink.core.ode;

import brink.core.random.RandomStream;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;

/**
 * The gradient flow of a deep linear network, {@code L = |W_d .. W_2 W_1 - M|^2 / 2} with n x n
 * matrices: nonlinear, not convex, and with the first transient of a network, in which the
 * sharpness multiplies or falls within a few steps while its eigenvector turns.
 *
 * @param depth d
 * @param n rows and columns of each matrix
 * @param target M, row-major
 */
record DeepLinear(int depth, int n, double[] target) {
  /** A target with singular directions drawn at random, of sizes from {@code size} down. */
  static DeepLinear random(int depth, int n, double size, long seed) {
    var random = RandomStream.of(seed, "target");
    var target = new double[n * n];
    for (int r = 0; r < n; r++) {
      var u = unit(n, random);
      var v = unit(n, random);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          target[i * n + j] += size / ((r + 1.0) * (r + 1.0)) * u[i] * v[j];
        }
      }
    }
    return new DeepLinear(depth, n, target);
  }

  int parameters() {
    return depth * n * n;
  }

  /** Independent normal weights of variance {@code gain^2 / n}. */
  double[] start(double gain, long seed) {
    var random = RandomStream.of(seed, "start");
    return DoubleStream.generate(() -> gain / Math.sqrt(n) * random.nextGaussian())
        .limit(parameters())
        .toArray();
  }

  TestField field() {
    return TestField.of(
            parameters(), (_, y) -> flow(y, new double[y.length])[0], (_, y) -> jacobian(y))
        .with(this::potential);
  }

  /** The solution at {@code end} by another library, to about 1e-11. */
  double[] reference(double[] start, double end) {
    var equations =
        new OrdinaryDifferentialEquation() {
          @Override
          public int getDimension() {
            return parameters();
          }

          @Override
          public double[] computeDerivatives(double t, double[] y) {
            return flow(y, new double[y.length])[0];
          }
        };
    return new DormandPrince853Integrator(1e-14, 1, 1e-12, 1e-12)
        .integrate(equations, new ODEState(0, start), end)
        .getPrimaryState();
  }

  double potential(double[] y) {
    var product = slice(y, 0);
    for (int l = 1; l < depth; l++) {
      product = times(slice(y, l), product);
    }
    double sum = 0;
    for (int i = 0; i < n * n; i++) {
      sum += (product[i] - target[i]) * (product[i] - target[i]) / 2;
    }
    return sum;
  }

  /** {@code -grad L} at y, and its derivative along v: forward over reverse. */
  private double[][] flow(double[] y, double[] v) {
    var inputs = new double[depth + 1][];
    var inputsDot = new double[depth + 1][];
    inputs[0] = identity();
    inputsDot[0] = new double[n * n];
    for (int l = 0; l < depth; l++) {
      inputs[l + 1] = times(slice(y, l), inputs[l]);
      inputsDot[l + 1] = sum(times(slice(v, l), inputs[l]), times(slice(y, l), inputsDot[l]));
    }
    var back = new double[n * n]; // M - W_d .. W_1
    for (int i = 0; i < n * n; i++) {
      back[i] = target[i] - inputs[depth][i];
    }
    var backDot = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      backDot[i] = -inputsDot[depth][i];
    }
    var f = new double[y.length];
    var fDot = new double[y.length];
    for (int l = depth - 1; l >= 0; l--) {
      System.arraycopy(times(back, transposed(inputs[l])), 0, f, l * n * n, n * n);
      var dot = sum(times(backDot, transposed(inputs[l])), times(back, transposed(inputsDot[l])));
      System.arraycopy(dot, 0, fDot, l * n * n, n * n);
      var w = transposed(slice(y, l));
      backDot = sum(times(w, backDot), times(transposed(slice(v, l)), back));
      back = times(w, back);
    }
    return new double[][] {f, fDot};
  }

  double[] jacobian(double[] y) {
    int p = parameters();
    var j = new double[p * p];
    for (int k = 0; k < p; k++) {
      var unit = new double[p];
      unit[k] = 1;
      var column = flow(y, unit)[1];
      for (int i = 0; i < p; i++) {
        j[i * p + k] = column[i];
      }
    }
    return j;
  }

  private double[] slice(double[] y, int l) {
    var w = new double[n * n];
    System.arraycopy(y, l * n * n, w, 0, n * n);
    return w;
  }

  private double[] identity() {
    var a = new double[n * n];
    for (int i = 0; i < n; i++) {
      a[i * n + i] = 1;
    }
    return a;
  }

  private double[] transposed(double[] a) {
    var b = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        b[j * n + i] = a[i * n + j];
      }
    }
    return b;
  }

  private double[] times(double[] a, double[] b) {
    var c = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        for (int j = 0; j < n; j++) {
          c[i * n + j] += a[i * n + k] * b[k * n + j];
        }
      }
    }
    return c;
  }

  private static double[] sum(double[] a, double[] b) {
    var c = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      c[i] = a[i] + b[i];
    }
    return c;
  }

  private static double[] unit(int n, RandomGenerator random) {
    var u = DoubleStream.generate(random::nextGaussian).limit(n).toArray();
    double norm = Problems.distance(u, new double[n]);
    for (int i = 0; i < n; i++) {
      u[i] /= norm;
    }
    return u;
  }
}
