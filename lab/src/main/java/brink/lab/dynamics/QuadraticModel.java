package brink.lab.dynamics;

import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import brink.nn.objective.Linearization;
import brink.nn.objective.Objective;

/**
 * The second-order Taylor expansion of an objective around weights theta0, as a function of theta:
 *
 * <pre>
 * model(theta) = L + g.d + d.Hess d / 2,   its gradient = g + Hess d,   d = theta - theta0
 * </pre>
 *
 * with L, g and Hess at theta0. The model's error is of third order in d. It holds the signals of
 * theta0 until it is closed.
 */
public final class QuadraticModel implements AutoCloseable {
  private final Workspace work;
  private final Vec center;
  private final Vec slope;
  private final Vec displacement;
  private final Linearization at;

  /** The model around theta, which may change from here on. */
  public QuadraticModel(Objective objective, Vec theta) {
    var space = objective.space();
    work = space.workspace();
    center = work.vec();
    slope = work.vec();
    displacement = work.vec();
    space.copy(theta, center);
    at = objective.at(center);
    at.gradient(slope);
  }

  /** Writes the model's gradient at theta and returns its value there; one Hessian product. */
  public double gradient(Vec theta, Vec into) {
    var space = work.space();
    space.combine(new double[] {1, -1}, new Vec[] {theta, center}, displacement);
    at.hessian().apply(displacement, into);
    double bend = space.dot(displacement, into);
    space.axpy(1, slope, into);
    return at.loss() + space.dot(slope, displacement) + bend / 2;
  }

  @Override
  public void close() {
    at.close();
    work.close();
  }
}
