package brink.core.ode;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Stabilised schemes taken apart: naive transcriptions of their definition. */
final class Schemes {
  private Schemes() {}

  /**
   * The equivalent Butcher tableau.
   *
   * @param a a[i][j], s + 1 rows, the last that of y_new
   */
  record Butcher(double[][] a) {
    int stages() {
      return a.length - 1;
    }

    double[] b() {
      return a[stages()];
    }

    /** The s rows of the stages. */
    double[][] rows() {
      return Arrays.copyOf(a, stages());
    }

    /** The same with the field at y_new as one more stage. */
    double[][] closed() {
      return Arrays.stream(a).map(row -> Arrays.copyOf(row, a.length)).toArray(double[][]::new);
    }
  }

  static Butcher butcher(StabilizedScheme scheme) {
    var r = scheme.recurrence();
    int n = r.stages();
    int s = scheme.stages();
    var a = new double[s + 1][s];
    a[1][0] = r.muTilde()[1];
    for (int j = 2; j <= n; j++) {
      for (int k = 0; k < s; k++) {
        a[j][k] = r.mu()[j] * a[j - 1][k] + r.nu()[j] * a[j - 2][k];
      }
      a[j][j - 1] += r.muTilde()[j];
      a[j][0] += r.gammaTilde()[j];
    }
    var yn = a[n].clone();
    for (int i = 0; i <= scheme.finish().stages(); i++) {
      var p = scheme.finish().p()[i];
      for (int k = 0; k < s; k++) {
        a[n + i][k] = p[1] * yn[k];
      }
      a[n + i][0] += p[2];
      for (int j = 0; j < i; j++) {
        a[n + i][n + j] += p[3 + j];
      }
    }
    return new Butcher(a);
  }

  /** The weights of the error estimate: of the s stages and the field at y_new. */
  static double[] error(StabilizedScheme scheme) {
    var butcher = butcher(scheme);
    int s = butcher.stages();
    var e = new double[s + 1];
    for (int k = 0; k < s; k++) {
      e[k] = scheme.error()[1] * butcher.b()[k];
    }
    e[0] += scheme.error()[2];
    e[s] = scheme.error()[3];
    for (int i = 0; i < scheme.finish().stages(); i++) {
      e[scheme.recurrence().stages() + i] += scheme.finish().error()[i];
    }
    return e;
  }

  /** A step of length 1 and its error estimate. */
  record Result(double y, double error) {}

  /** y' = z y from 1: the stability polynomial. */
  static Result linear(StabilizedScheme scheme, double z) {
    return step(scheme, 1, z, _ -> 0, _ -> 0);
  }

  /** y' = z (y - phi(t)) + phi'(t) from phi(0). */
  static Result driven(
      StabilizedScheme scheme, double z, DoubleUnaryOperator phi, DoubleUnaryOperator slope) {
    return step(scheme, phi.applyAsDouble(0), z, phi, slope);
  }

  private static Result step(
      StabilizedScheme scheme,
      double y0,
      double z,
      DoubleUnaryOperator phi,
      DoubleUnaryOperator slope) {
    DoubleBinaryOperator f = (t, y) -> z * (y - phi.applyAsDouble(t)) + slope.applyAsDouble(t);
    var r = scheme.recurrence();
    double f0 = f.applyAsDouble(0, y0);
    double previous = y0;
    double current = y0 + r.muTilde()[1] * f0;
    for (int j = 2; j <= r.stages(); j++) {
      double next =
          r.kappa()[j] * y0
              + r.mu()[j] * current
              + r.nu()[j] * previous
              + r.muTilde()[j] * f.applyAsDouble(r.c()[j - 1], current)
              + r.gammaTilde()[j] * f0;
      previous = current;
      current = next;
    }
    int m = scheme.finish().stages();
    var k = new double[m];
    double y = current;
    double error = 0;
    for (int i = 0; i <= m; i++) {
      var p = scheme.finish().p()[i];
      y = p[0] * y0 + p[1] * current + p[2] * f0;
      for (int j = 0; j < i; j++) {
        y += p[3 + j] * k[j];
      }
      if (i < m) {
        k[i] = f.applyAsDouble(scheme.finish().c()[i], y);
        error += scheme.finish().error()[i] * k[i];
      }
    }
    var e = scheme.error();
    error += e[0] * y0 + e[1] * y + e[2] * f0 + e[3] * f.applyAsDouble(1, y);
    return new Result(y, error);
  }
}
