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
 * {@code L(x) = x^T A x / 2} with A symmetric, in a few dimensions: what descent does on it is
 * known in closed form. With x = sum_i c_i q_i along the eigenvectors of A, A q_i = a_i q_i,
 * descent without momentum at learning rate eta takes every coordinate by itself,
 *
 * <pre>
 * c_i' = (1 - eta a_i) c_i,
 * </pre>
 *
 * so that it shrinks for a_i &lt; 2 / eta, keeps its size at 2 / eta and grows above, whatever the
 * others do.
 *
 * @param space R^n
 * @param a n x n, row-major
 */
public record Quadratic(FlatSpace space, double[] a) implements Objective {
  /** {@code a x^2 / 2} in one dimension. */
  public static Quadratic of(double a) {
    return new Quadratic(FlatSpace.of(1), new double[] {a});
  }

  /**
   * In two dimensions, with curvatures along the eigenvectors {@code q_1 = (cos, sin)} and {@code
   * q_2 = (-sin, cos)} of an angle.
   */
  public static Quadratic of(double first, double second, double angle) {
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    double off = (first - second) * c * s;
    return new Quadratic(
        FlatSpace.of(2),
        new double[] {first * c * c + second * s * s, off, off, first * s * s + second * c * c});
  }

  @Override
  public Evaluation evaluate(Vec theta) {
    try (var work = space.workspace()) {
      return new Evaluation(gradient(theta, work.vec()), OptionalDouble.empty());
    }
  }

  @Override
  public double gradient(Vec theta, Vec into) {
    new Dense(space, a).apply(theta, into);
    return space.dot(theta, into) / 2;
  }

  @Override
  public Linearization at(Vec theta) {
    return new Linearization() {
      @Override
      public double loss() {
        return evaluate(theta).loss();
      }

      @Override
      public void gradient(Vec into) {
        Quadratic.this.gradient(theta, into);
      }

      @Override
      public LinearOperator operator(Term term) {
        if (term != Term.HESSIAN) {
          throw new IllegalArgumentException("a quadratic has no outputs, and so only a Hessian");
        }
        return new Dense(space, a);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public BatchGradient batches(int size) {
    throw new IllegalArgumentException("a quadratic has no examples");
  }

  @Override
  public void close() {}
}
