package brink.lab.study;

import brink.core.vector.Vec;
import brink.lab.dynamics.LeadingEigenpairs;
import brink.nn.objective.Objective;

/**
 * The sharpness of an objective at one set of weights after another.
 *
 * @param objective that stays open
 * @param leading its Hessian's largest eigenpair
 */
record Sharpness(Objective objective, LeadingEigenpairs leading) implements AutoCloseable {
  private static final double TOLERANCE = 1e-3; // of the eigenpair

  static Sharpness of(Objective objective) {
    return new Sharpness(objective, new LeadingEigenpairs(objective.space(), TOLERANCE));
  }

  double at(Vec theta) {
    try (var work = objective.space().workspace();
        var at = objective.at(theta)) {
      return leading.first(at.hessian(), work).values()[0];
    }
  }

  @Override
  public void close() {
    leading.close();
  }
}
