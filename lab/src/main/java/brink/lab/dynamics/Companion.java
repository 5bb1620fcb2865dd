package brink.lab.dynamics;

import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import brink.nn.objective.Objective;

/**
 * A descent's double: from where a descent is, with what its rule remembers, it takes the same
 * steps on the quadratic model of that place. One Hessian product a step.
 */
public final class Companion implements AutoCloseable {
  private final Descent descent;
  private final QuadraticModel model;
  private final Workspace work;
  private final Vec theta;
  private final Vec gradient;
  private final Vec difference;
  private final Rule rule;
  private double loss;

  /** The double of a descent of the whole training loss that is here. */
  public Companion(Objective objective, Descent descent, DescentSolve.Here here) {
    this.descent = descent;
    model = new QuadraticModel(objective, here.theta());
    work = objective.space().workspace();
    theta = work.vec();
    gradient = work.vec();
    difference = work.vec();
    rule = Rule.of(descent, objective.space(), work);
    work.space().copy(here.theta(), theta);
    rule.memory().forEach((name, vec) -> work.space().copy(here.memory().get(name), vec));
    loss = model.gradient(theta, gradient);
  }

  /** The model's loss where the double is. */
  public double loss() {
    return loss;
  }

  /** How far from it some weights are. */
  public double distance(Vec others) {
    work.space().combine(new double[] {1, -1}, new Vec[] {theta, others}, difference);
    return work.space().norm(difference);
  }

  /** Takes a step of a number, from 1 at the descent's start, at learning rate eta. */
  public void step(long number, double eta) {
    double norm = work.space().norm(gradient);
    double part = descent.clip().map(c -> Math.min(1, c / norm)).orElse(1.0);
    rule.step(number, eta, new Rule.Gradient(gradient, part), theta);
    loss = model.gradient(theta, gradient);
  }

  @Override
  public void close() {
    work.close();
    model.close();
  }
}
