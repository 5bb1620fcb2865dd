package brink.lab.dynamics;

import brink.core.vector.Vec;
import brink.nn.objective.Objective;
import java.util.ArrayList;
import java.util.List;

/**
 * How gradient descent keeps its own sharpness at the edge of stability (Damian, Nichani, Lee,
 * arXiv:2209.15594). With u the leading eigenvector of the Hessian, S its eigenvalue, x the
 * displacement of the weights along u from where the loss is least along it, and y = S - 2 / eta:
 *
 * <pre>
 * x' = -(1 + eta y) x
 * y' = y + eta (alpha - beta x^2 / 2),     alpha = -grad L . grad S,   beta = |grad S|^2 across u
 * </pre>
 *
 * Progressive sharpening, alpha, raises y; once y is above 0 the swing x grows, until beta x^2 / 2
 * exceeds alpha and brings y down again. Without the swing's dying out it would stay at x^2 = 2
 * alpha / beta, y = 0, which is what the central flow predicts of its mean. In continuous time a
 * cycle keeps {@code y^2 / 2 - alpha log |x| + beta x^2 / 4}, so that from a small x at y = 0 it
 * rises to
 *
 * <pre>
 * y_max^2 / 2 = alpha log(x_fixed / |x|) - alpha / 2 + beta x^2 / 4.
 * </pre>
 *
 * @param eta learning rate
 * @param alpha how fast sharpness would rise without a swing, a time
 * @param beta how fast a swing lowers it
 */
public record SelfStabilization(double eta, double alpha, double beta) {
  /**
   * A state of the cycle.
   *
   * @param x displacement along u
   * @param y sharpness above 2 / eta
   */
  public record State(double x, double y) {}

  /** The swing at which sharpness would stay: {@code sqrt(2 alpha / beta)}. */
  public double fixed() {
    return Math.sqrt(2 * alpha / beta);
  }

  /** The predicted states from one on, that one and those after so many steps. */
  public List<State> from(State start, int steps) {
    var states = new ArrayList<>(List.of(start));
    for (int k = 0; k < steps; k++) {
      var s = states.getLast();
      states.add(
          new State(-(1 + eta * s.y()) * s.x(), s.y() + eta * (alpha - beta * s.x() * s.x() / 2)));
    }
    return states;
  }

  /** The most y that a cycle reaches from a state with y = 0 and |x| below {@link #fixed}. */
  public double peak(double x) {
    double rise = alpha * (Math.log(fixed() / Math.abs(x)) - 0.5) + beta * x * x / 4;
    return Math.sqrt(2 * Math.max(0, rise));
  }

  /** Measures states and rates of a training, from step to step. */
  public static final class Meter implements AutoCloseable {
    private static final double TOLERANCE = 1e-4; // of the eigenpair

    private final Objective objective;
    private final double eta;
    private final LeadingEigenpairs leading;

    /** A meter; the objective stays open after it. */
    public Meter(Objective objective, double eta) {
      this.objective = objective;
      this.eta = eta;
      this.leading = new LeadingEigenpairs(objective.space(), TOLERANCE);
    }

    /**
     * The state at theta: x is {@code u . grad L / S}, to second order the distance from the least
     * loss along u; its sign is that of u, which has none of its own. Costs a gradient and a few
     * Hessian products.
     */
    public State state(Vec theta) {
      try (var work = objective.space().workspace();
          var at = objective.at(theta)) {
        var gradient = work.vec();
        at.gradient(gradient);
        var pair = leading.first(at.hessian(), work);
        double sharpness = pair.values()[0];
        double x = objective.space().dot(pair.vectors().column(0), gradient) / sharpness;
        return new State(x, sharpness - 2 / eta);
      }
    }

    /** Alpha and beta at theta, where sharpness should be near 2 / eta; two gradients more. */
    public SelfStabilization rates(Vec theta) {
      var space = objective.space();
      try (var work = space.workspace();
          var at = objective.at(theta)) {
        var gradient = work.vec();
        at.gradient(gradient);
        var u = leading.first(at.hessian(), work).vectors().column(0);
        var rise = work.vec(); // grad S
        new CurvatureGradient(objective).of(theta, gradient, u, rise);
        // The swing itself is no drift: both rates are of what is across u.
        space.axpy(-space.dot(u, rise), u, rise);
        return new SelfStabilization(eta, -space.dot(gradient, rise), space.dot(rise, rise));
      }
    }

    @Override
    public void close() {
      leading.close();
    }
  }
}
