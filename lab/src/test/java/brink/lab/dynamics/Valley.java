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

/**
 * {@code L = sum_i (y_i x_i^2 / 2 - a_i y_i)} over pairs (x_i, y_i): along the valley x = 0 the
 * sharpness y_i rises at rate a_i, and a swing x_i lowers it at rate x_i^2 / 2. Everything that
 * theories of the edge of stability say is exact here.
 */
record Valley(FlatSpace space, double... rises) implements Objective {
  static Valley of(double... rises) {
    return new Valley(FlatSpace.of(2L * rises.length), rises);
  }

  @Override
  public Evaluation evaluate(Vec theta) {
    var p = space.read(theta);
    double loss = 0;
    for (int i = 0; i < rises.length; i++) {
      loss += p[2 * i + 1] * (p[2 * i] * p[2 * i] / 2 - rises[i]);
    }
    return new Evaluation(loss, OptionalDouble.empty());
  }

  @Override
  public double gradient(Vec theta, Vec into) {
    var p = space.read(theta);
    var g = new double[p.length];
    for (int i = 0; i < rises.length; i++) {
      g[2 * i] = p[2 * i + 1] * p[2 * i];
      g[2 * i + 1] = p[2 * i] * p[2 * i] / 2 - rises[i];
    }
    space.write(g, into);
    return evaluate(theta).loss();
  }

  @Override
  public Linearization at(Vec theta) {
    var p = space.read(theta);
    int n = p.length;
    var h = new double[n * n];
    for (int i = 0; i < n; i += 2) {
      h[i * n + i] = p[i + 1];
      h[i * n + i + 1] = p[i];
      h[(i + 1) * n + i] = p[i];
    }
    return new Linearization() {
      @Override
      public double loss() {
        return evaluate(theta).loss();
      }

      @Override
      public void gradient(Vec into) {
        Valley.this.gradient(theta, into);
      }

      @Override
      public LinearOperator operator(Term term) {
        return new Dense(space, h);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public BatchGradient batches(int size) {
    throw new IllegalArgumentException("a valley has no examples");
  }

  @Override
  public void close() {}
}
