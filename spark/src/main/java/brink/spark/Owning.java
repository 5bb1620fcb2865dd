package brink.spark;

import brink.core.operator.LinearOperator;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import brink.nn.objective.Linearization;
import brink.nn.objective.Term;

/**
 * A linearization with the storage of its theta.
 *
 * @param at the linearization
 * @param theta freed after it
 */
record Owning(Linearization at, Workspace theta) implements Linearization {
  @Override
  public double loss() {
    return at.loss();
  }

  @Override
  public void gradient(Vec into) {
    at.gradient(into);
  }

  @Override
  public LinearOperator operator(Term term) {
    return at.operator(term);
  }

  @Override
  public void close() {
    at.close();
    theta.close();
  }
}
