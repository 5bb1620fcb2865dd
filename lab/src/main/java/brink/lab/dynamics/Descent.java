package brink.lab.dynamics;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import java.util.List;
import java.util.Optional;

/**
 * Training by steps against the gradient, as optimisers take them: with the gradient of the whole
 * training loss, or of its mean over a batch of the examples.
 *
 * <p>With a weight decay lambda it is the gradient of {@code L + lambda |theta|^2 / 2} that steps
 * follow, {@code g + lambda theta}: the decay of frameworks' stochastic descent, which acts on all
 * parameters, biases too, after g is clipped, and which momentum and adaptive rates act on ({@link
 * Adaptive.AdamW} apart). Losses and gradient norms that are recorded or stop a run stay those of
 * L, the loss of the data. So does the sharpness: the Hessian of what is descended has all
 * eigenvalues higher by lambda, and the edge of stability is lower by it.
 *
 * @param learningRate eta, above 0
 * @param momentum how the last steps are remembered
 * @param adaptive learning rates of the weights' own, instead of momentum
 * @param weightDecay lambda, at least 0
 * @param sam rho of {@link SharpnessAware} steps: the gradient of each is taken so far uphill
 * @param batch the examples of each step; all where empty
 * @param clip the most a gradient's norm may be: longer ones are shortened to it
 * @param schedule a factor on the learning rate from step to step
 * @param drops of the learning rate, each lasting
 */
public record Descent(
    @Doc("learning rate eta") double learningRate,
    @Doc("how the last steps are remembered") @Default("none") Momentum momentum,
    @Doc("learning rates of the weights' own, instead of momentum") Optional<Adaptive> adaptive,
    @Doc("lambda of lambda |theta|^2 / 2 beside the loss") @Default("0") double weightDecay,
    @Doc("sharpness-aware steps: how far uphill the gradient of each is taken")
        Optional<Double> sam,
    @Doc("examples of each step; all where not given") Optional<Batches> batch,
    @Doc("norm to which longer gradients are shortened") Optional<Double> clip,
    @Doc("a factor on the learning rate from step to step") Optional<Schedule> schedule,
    @Doc("changes of the learning rate on the way") Optional<List<Drop>> drops) {
  /** Checks each number. */
  public Descent {
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new InputError("learning-rate must be finite and above 0, not " + learningRate);
    }
    if (clip.filter(c -> !(c > 0)).isPresent()) {
      throw new InputError("clip must be above 0, not " + clip.get());
    }
    if (sam.filter(rho -> !(rho > 0) || rho.isInfinite()).isPresent()) {
      throw new InputError("sam must be finite and above 0, not " + sam.get());
    }
    if (sam.isPresent() && adaptive.isPresent()) {
      throw new InputError(
          "sharpness-aware steps with adaptive rates have no edge of stability that is known: leave sam or adaptive away");
    }
    drops = drops.map(List::copyOf);
    if (adaptive.isPresent() && !momentum.equals(new Momentum.None())) {
      throw new InputError(
          "adaptive methods have their own memory of the last steps: leave momentum or adaptive away");
    }
    if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
      throw new InputError("weight-decay must be finite and at least 0, not " + weightDecay);
    }
    if (!(edge(learningRate, momentum, adaptive, weightDecay) > 0)) {
      throw new InputError(
          "with a weight-decay of %s the weights diverge at learning rate %s whatever the loss: lower one of them"
              .formatted(weightDecay, learningRate));
    }
  }

  /**
   * The edge of stability of a step: the largest curvature of a quadratic loss on which such steps
   * do not diverge, that of {@link Momentum#edge} less the weight decay; of {@link Adaptive#edge}
   * with adaptive rates, where curvature is preconditioned.
   *
   * @param eta learning rate of the step
   */
  public double edge(double eta) {
    return edge(eta, momentum, adaptive, weightDecay);
  }

  private static double edge(
      double eta, Momentum momentum, Optional<Adaptive> adaptive, double weightDecay) {
    return adaptive
        .map(a -> a.edge(eta, weightDecay))
        .orElseGet(() -> momentum.edge(eta) - weightDecay);
  }

  /**
   * Whether it takes the same steps in any orthonormal coordinates, and leaves weights alone that
   * the loss does not see: then it can be computed in the span of the inputs. Weight decay shrinks
   * the other weights too, and adaptive rates belong to the coordinates of the network.
   */
  public boolean staysInSpan() {
    return adaptive.isEmpty() && weightDecay == 0;
  }

  /**
   * The edge of stability of a step, of a sharpness-aware one too.
   *
   * @param eta learning rate of the step
   * @param gradientNorm |g| where it begins
   */
  double edge(double eta, double gradientNorm) {
    double plain = edge(eta);
    return sam.map(rho -> SharpnessAware.edge(rho, plain, gradientNorm)).orElse(plain);
  }

  /**
   * Checks that a run's conditions can be seen by this descent.
   *
   * @throws InputError if one cannot
   */
  public void requireFit(Stop stop, Save save) {
    schedule.ifPresent(s -> s.requireFit(stop));
    if (stop.sharpness().isPresent()) {
      throw new InputError(
          "stop.sharpness is located on the path of a flow, and a descent jumps: stop at steps, a time or a loss instead");
    }
    if (batch.isEmpty()) {
      return;
    }
    if (stop.gradientNorm().isPresent()) {
      throw new InputError(
          "stop.gradient-norm is of the whole gradient, which a descent in batches never computes: stop at steps, a time or a loss instead");
    }
    if (save.losses().isPresent() || save.lossLevels().isPresent()) {
      throw new InputError(
          "the loss of a descent in batches is known at the ends of epochs only: save every so many steps or at times instead");
    }
    if (drops.orElse(List.of()).stream().anyMatch(drop -> drop.loss().isPresent())) {
      throw new InputError(
          "the loss of a descent in batches is known at the ends of epochs only: drop the learning rate at steps instead");
    }
  }

  /** The descent with its settings, in words. */
  public String describe() {
    return (batch.isPresent() ? "stochastic gradient descent" : "gradient descent")
        + " at learning rate "
        + learningRate
        + schedule.map(Schedule::describe).orElse("")
        + momentum.describe()
        + adaptive.map(Adaptive::describe).orElse("")
        + (weightDecay == 0 ? "" : ", weight decay " + weightDecay)
        + sam.map(rho -> ", sharpness-aware with rho " + rho).orElse("")
        + batch.map(Batches::describe).orElse("")
        + clip.map(c -> ", gradients clipped to " + c).orElse("")
        + drops
            .filter(list -> !list.isEmpty())
            .map(list ->
                list.size() == 1 ? ", dropped once" : ", dropped %d times".formatted(list.size()))
            .orElse("");
  }
}
