package brink.core.ode;

import brink.core.operator.Dense;
import brink.core.operator.LinearOperator;
import brink.core.vector.FlatSpace;
import brink.core.vector.Space;
import brink.core.vector.Vec;

/** A small field in plain arrays, with a dense Jacobian. */
record TestField(Space space, Value f, Jacobian j, Potential potential)
    implements Linearizable, SpectrallyBounded {
  interface Value {
    double[] at(double t, double[] y);
  }

  interface Jacobian {
    /** Row-major. */
    double[] at(double t, double[] y);
  }

  interface Potential {
    double at(double[] y);
  }

  static TestField of(int n, Value f, Jacobian j) {
    return new TestField(FlatSpace.of(n), f, j, _ -> 0);
  }

  /** With a Jacobian by central differences, for problems whose solvers ask for none. */
  static TestField explicit(int n, Value f) {
    return of(
        n,
        f,
        (t, y) -> {
          var a = new double[n * n];
          for (int k = 0; k < n; k++) {
            double step = 1e-6 * Math.max(1, Math.abs(y[k]));
            var up = y.clone();
            var down = y.clone();
            up[k] += step;
            down[k] -= step;
            var above = f.at(t, up);
            var below = f.at(t, down);
            for (int i = 0; i < n; i++) {
              a[i * n + k] = (above[i] - below[i]) / (2 * step);
            }
          }
          return a;
        });
  }

  static TestField scalar(
      java.util.function.DoubleBinaryOperator f, java.util.function.DoubleBinaryOperator slope) {
    return of(
        1,
        (t, y) -> new double[] {f.applyAsDouble(t, y[0])},
        (t, y) -> new double[] {slope.applyAsDouble(t, y[0])});
  }

  TestField with(Potential potential) {
    return new TestField(space, f, j, potential);
  }

  TestField on(Space other) {
    return new TestField(other, f, j, potential);
  }

  @Override
  public double eval(double t, Vec y, Vec into) {
    var at = space.read(y);
    space.write(f.at(t, at), into);
    return potential.at(at);
  }

  @Override
  public Linearization linearize(double t, Vec y) {
    var at = space.read(y);
    var matrix = new Dense(space, j.at(t, at));
    return new Linearization() {
      @Override
      public double potential() {
        return potential.at(at);
      }

      @Override
      public void value(Vec into) {
        space.write(f.at(t, at), into);
      }

      @Override
      public LinearOperator jacobian() {
        return matrix;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public double spectralRadiusBound(double t, Vec y) {
    var a = j.at(t, space.read(y));
    int n = Math.toIntExact(space.dim());
    double bound = 0;
    for (int i = 0; i < n; i++) {
      double row = 0;
      for (int k = 0; k < n; k++) {
        row += Math.abs(a[i * n + k]);
      }
      bound = Math.max(bound, row);
    }
    return bound;
  }
}
