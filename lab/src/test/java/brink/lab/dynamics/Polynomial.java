package brink.lab.dynamics;

import brink.core.operator.Dense;
import brink.core.operator.LinearOperator;
import brink.core.vector.FlatSpace;
import brink.core.vector.Vec;
import brink.nn.objective.BatchGradient;
import brink.nn.objective.Evaluation;
import brink.nn.objective.Linearization;
import brink.nn.objective.Objective;
import brink.nn.objective.Term;
import java.util.OptionalDouble;

/** {@code L(x) = sum_i (c_i x_i^2 / 2 + d_i x_i^3 / 6)}: all its derivatives by hand. */
public record Polynomial(FlatSpace space, double[] c, double[] d) implements Objective {
  /** Without third derivatives: a quadratic. */
  public static Polynomial quadratic(double... c) {
    return cubic(c, new double[c.length]);
  }

  /** With third derivatives d. */
  public static Polynomial cubic(double[] c, double[] d) {
    return new Polynomial(FlatSpace.of(c.length), c, d);
  }

  /** L(x). */
  public double loss(double... x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += c[i] * x[i] * x[i] / 2 + d[i] * x[i] * x[i] * x[i] / 6;
    }
    return sum;
  }

  /** grad L(x). */
  public double[] gradient(double... x) {
    var g = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      g[i] = c[i] * x[i] + d[i] * x[i] * x[i] / 2;
    }
    return g;
  }

  @Override
  public Evaluation evaluate(Vec theta) {
    return new Evaluation(loss(space.read(theta)), OptionalDouble.empty());
  }

  @Override
  public double gradient(Vec theta, Vec into) {
    var x = space.read(theta);
    space.write(gradient(x), into);
    return loss(x);
  }

  @Override
  public Linearization at(Vec theta) {
    var x = space.read(theta);
    int n = x.length;
    var hessian = new double[n * n];
    for (int i = 0; i < n; i++) {
      hessian[i * n + i] = c[i] + d[i] * x[i];
    }
    return new Linearization() {
      @Override
      public double loss() {
        return Polynomial.this.loss(x);
      }

      @Override
      public void gradient(Vec into) {
        space.write(Polynomial.this.gradient(x), into);
      }

      @Override
      public LinearOperator operator(Term term) {
        return new Dense(space, hessian);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public BatchGradient batches(int size) {
    throw new IllegalArgumentException("a polynomial has no examples");
  }

  @Override
  public void close() {}
}
