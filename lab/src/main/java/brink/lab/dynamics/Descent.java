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
 * @param learningRate eta, above 0
 * @param momentum how the last steps are remembered
 * @param batch the examples of each step; all where empty
 * @param clip the most a gradient's norm may be: longer ones are shortened to it
 * @param drops of the learning rate, each lasting
 */
public record Descent(
    @Doc("learning rate eta") double learningRate,
    @Doc("how the last steps are remembered") @Default("none") Momentum momentum,
    @Doc("examples of each step; all where not given") Optional<Batches> batch,
    @Doc("norm to which longer gradients are shortened") Optional<Double> clip,
    @Doc("changes of the learning rate on the way") Optional<List<Drop>> drops) {
  /** Checks each number. */
  public Descent {
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new InputError("learning-rate must be finite and above 0, not " + learningRate);
    }
    if (clip.filter(c -> !(c > 0)).isPresent()) {
      throw new InputError("clip must be above 0, not " + clip.get());
    }
    drops = drops.map(List::copyOf);
  }

  /**
   * Checks that a run's conditions can be seen by this descent.
   *
   * @throws InputError if one cannot
   */
  public void requireFit(Stop stop, Save save) {
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
        + momentum.describe()
        + batch.map(Batches::describe).orElse("")
        + clip.map(c -> ", gradients clipped to " + c).orElse("")
        + drops
            .filter(list -> !list.isEmpty())
            .map(list ->
                list.size() == 1 ? ", dropped once" : ", dropped %d times".formatted(list.size()))
            .orElse("");
  }
}
