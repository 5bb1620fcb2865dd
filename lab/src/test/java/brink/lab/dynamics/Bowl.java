package brink.lab.dynamics;

import brink.core.vector.FlatSpace;
import brink.core.vector.Lanes;
import brink.core.vector.Precision;
import brink.core.vector.Vec;
import brink.nn.objective.BatchGradient;
import brink.nn.objective.Evaluation;
import brink.nn.objective.Linearization;
import brink.nn.objective.Objective;
import java.util.OptionalDouble;

/** {@code L(x) = sum_i c_i x_i^2 / 2}, and so its gradient by hand. */
record Bowl(FlatSpace space, double... curvatures) implements Objective {
  static Bowl of(double... curvatures) {
    return new Bowl(new FlatSpace(curvatures.length, Precision.FLOAT64, Lanes.of(1)), curvatures);
  }

  double loss(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += curvatures[i] * x[i] * x[i] / 2;
    }
    return sum;
  }

  double[] gradient(double[] x) {
    var g = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      g[i] = curvatures[i] * x[i];
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
    throw new UnsupportedOperationException("a descent needs gradients only");
  }

  @Override
  public BatchGradient batches(int size) {
    throw new IllegalArgumentException("a bowl has no examples");
  }

  @Override
  public void close() {}
}
