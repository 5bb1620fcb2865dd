package brink.lab.dynamics;

import brink.core.error.InputError;
import brink.core.setting.Doc;
import java.util.Optional;

/**
 * A lasting change of the learning rate.
 *
 * @param step after which it holds
 * @param loss at or below which it holds from then on
 * @param factor on the learning rate, above 0
 */
public record Drop(
    @Doc("steps after which it holds") Optional<Integer> step,
    @Doc("training loss from which on it holds, instead") Optional<Double> loss,
    @Doc("factor on the learning rate") double factor) {
  /** Checks that there is one condition, and the numbers. */
  public Drop {
    if (step.isPresent() == loss.isPresent()) {
      throw new InputError("a drop of the learning rate needs either step or loss");
    }
    if (step.filter(s -> s < 1).isPresent() || loss.filter(l -> !(l > 0)).isPresent()) {
      throw new InputError("the step of a drop must be at least 1, its loss above 0");
    }
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw new InputError("the factor of a drop must be finite and above 0, not " + factor);
    }
  }

  /** Whether it begins to hold after so many steps, at a loss. */
  boolean begins(long steps, double at) {
    return step.map(s -> steps >= s).orElse(true) && loss.map(l -> at <= l).orElse(true);
  }
}
