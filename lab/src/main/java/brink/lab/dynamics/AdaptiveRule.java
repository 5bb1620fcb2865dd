package brink.lab.dynamics;

import brink.core.vector.FlatSpace;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import java.util.Map;
import java.util.Optional;

/**
 * The steps of {@link Adaptive}: one pass over the weights each.
 *
 * @param decay lambda
 * @param means m, for methods that have it
 * @param squares nu
 * @param inverseRoot of the preconditioner that was asked for last
 */
record AdaptiveRule(
    Adaptive adaptive,
    double decay,
    FlatSpace space,
    Optional<Vec> means,
    Vec squares,
    Vec inverseRoot)
    implements Rule {

  static AdaptiveRule of(Adaptive adaptive, double decay, FlatSpace space, Workspace work) {
    var means =
        adaptive instanceof Adaptive.RmsProp ? Optional.<Vec>empty() : Optional.of(work.vec());
    return new AdaptiveRule(adaptive, decay, space, means, work.vec(), work.vec());
  }

  @Override
  public void step(long number, double eta, Gradient gradient, Vec theta) {
    switch (adaptive) {
      case Adaptive.RmsProp(double beta, double epsilon) ->
          divided(beta, epsilon, eta, gradient, theta);
      case Adaptive.Adam(double beta1, double beta2, double epsilon) ->
          averaged(beta1, beta2, epsilon, number, eta, 1, gradient, theta);
      case Adaptive.AdamW(double beta1, double beta2, double epsilon) ->
          averaged(beta1, beta2, epsilon, number, eta, 1 - eta * decay, gradient, theta);
    }
  }

  private void divided(double beta, double epsilon, double eta, Gradient gradient, Vec theta) {
    double part = gradient.part();
    space.update(
        new Vec[] {theta, squares},
        new Vec[] {gradient.value()},
        (rows, length) -> {
          var x = rows[0];
          var nu = rows[1];
          for (int t = 0; t < length; t++) {
            double g = part * rows[2][t] + decay * x[t];
            nu[t] = beta * nu[t] + (1 - beta) * g * g;
            x[t] -= eta * g / (Math.sqrt(nu[t]) + epsilon);
          }
        });
  }

  private void averaged(
      double beta1,
      double beta2,
      double epsilon,
      long number,
      double eta,
      double kept,
      Gradient gradient,
      Vec theta) {
    double part = gradient.part();
    double coupled = coupledDecay();
    double rate = eta / sum(beta1, number);
    double squaresSum = sum(beta2, number);
    space.update(
        new Vec[] {theta, means.orElseThrow(), squares},
        new Vec[] {gradient.value()},
        (rows, length) -> {
          var x = rows[0];
          var m = rows[1];
          var nu = rows[2];
          for (int t = 0; t < length; t++) {
            double g = part * rows[3][t] + coupled * x[t];
            m[t] = beta1 * m[t] + (1 - beta1) * g;
            nu[t] = beta2 * nu[t] + (1 - beta2) * g * g;
            x[t] = kept * x[t] - rate * m[t] / (Math.sqrt(nu[t] / squaresSum) + epsilon);
          }
        });
  }

  @Override
  public Map<String, Vec> memory() {
    return means
        .map(m -> Map.of("means", m, "squares", squares))
        .orElseGet(() -> Map.of("squares", squares));
  }

  @Override
  public Optional<Preconditioner> preconditioner(long number, Gradient gradient, Vec theta) {
    switch (adaptive) {
      case Adaptive.RmsProp(double beta, double epsilon) ->
          precondition(beta, epsilon, 1, 1, gradient, theta);
      case Adaptive.Adam(double beta1, double beta2, double epsilon) ->
          precondition(beta2, epsilon, sum(beta1, number), sum(beta2, number), gradient, theta);
      case Adaptive.AdamW(double beta1, double beta2, double epsilon) ->
          precondition(beta2, epsilon, sum(beta1, number), sum(beta2, number), gradient, theta);
    }
    return Optional.of(new Preconditioner(space, inverseRoot, coupledDecay()));
  }

  /**
   * {@code P^(-1/2)} of the step to come, with {@code P = scale (sqrt(nu' / squaresSum) +
   * epsilon)}.
   */
  private void precondition(
      double beta, double epsilon, double scale, double squaresSum, Gradient gradient, Vec theta) {
    double part = gradient.part();
    double coupled = coupledDecay();
    space.update(
        new Vec[] {inverseRoot},
        new Vec[] {squares, gradient.value(), theta},
        (rows, length) -> {
          for (int t = 0; t < length; t++) {
            double g = part * rows[2][t] + coupled * rows[3][t];
            double nu = beta * rows[1][t] + (1 - beta) * g * g;
            rows[0][t] = 1 / Math.sqrt(scale * (Math.sqrt(nu / squaresSum) + epsilon));
          }
        });
  }

  /** Of the decay, what goes into the gradient. */
  private double coupledDecay() {
    return adaptive instanceof Adaptive.AdamW ? 0 : decay;
  }

  /** {@code 1 - beta^k}, what the weights of an average of k numbers add up to. */
  private static double sum(double beta, long number) {
    return 1 - StrictMath.pow(beta, number); // strict: the same bits on every machine
  }
}
