package brink.lab.dynamics;

import brink.core.vector.FlatSpace;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import java.util.Map;
import java.util.Optional;

/** How gradients become steps, and what is remembered of them. */
sealed interface Rule permits MomentumRule, AdaptiveRule {

  /** The rule of a descent, remembering nothing. */
  static Rule of(Descent descent, FlatSpace space, Workspace work) {
    return descent
        .adaptive()
        .<Rule>map(adaptive -> AdaptiveRule.of(adaptive, descent.weightDecay(), space, work))
        .orElseGet(
            () -> new MomentumRule(descent.momentum(), descent.weightDecay(), space, work.vec()));
  }

  /**
   * The gradient that a step begins with.
   *
   * @param value of L, or of a batch's loss
   * @param part factor on it, by which it is clipped
   */
  record Gradient(Vec value, double part) {}

  /**
   * Takes a step.
   *
   * @param number from 1
   * @param gradient at theta; its vector may be used up
   * @param theta moves
   */
  void step(long number, double eta, Gradient gradient, Vec theta);

  /** What it remembers, by name: with weights and numbers all that later steps depend on. */
  Map<String, Vec> memory();

  /** By what the step that theta and its gradient lead to is divided; holds until the next call. */
  Optional<Preconditioner> preconditioner(long number, Gradient gradient, Vec theta);
}
