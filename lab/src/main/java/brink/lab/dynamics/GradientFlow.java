package brink.lab.dynamics;

import brink.core.ode.Linearizable;
import brink.core.ode.Linearization;
import brink.core.operator.LinearOperator;
import brink.core.operator.Scaled;
import brink.core.vector.Space;
import brink.core.vector.Vec;
import brink.nn.objective.Objective;

/**
 * The gradient flow of an objective, {@code dtheta/dt = -grad L(theta)}: a field with potential L
 * and Jacobian {@code -Hess}. One evaluation is one gradient.
 *
 * @param objective L
 */
public record GradientFlow(Objective objective) implements Linearizable {
  @Override
  public Space space() {
    return objective.space();
  }

  @Override
  public boolean autonomous() {
    return true;
  }

  @Override
  public double eval(double t, Vec theta, Vec into) {
    double loss = objective.gradient(theta, into);
    space().scale(-1, into);
    return loss;
  }

  @Override
  public Linearization linearize(double t, Vec theta) {
    var at = objective.at(theta);
    return new Linearization() {
      @Override
      public double potential() {
        return at.loss();
      }

      @Override
      public void value(Vec into) {
        at.gradient(into);
        space().scale(-1, into);
      }

      @Override
      public LinearOperator jacobian() {
        return new Scaled(-1, at.hessian());
      }

      @Override
      public void close() {
        at.close();
      }
    };
  }
}
