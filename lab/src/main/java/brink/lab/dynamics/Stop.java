package brink.lab.dynamics;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import brink.nn.data.DataSet;
import brink.nn.data.Targets;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When training ends: at the first of these that is met, or as not finished at the most steps.
 *
 * @param loss the training loss falls to this
 * @param accuracy this fraction of the training examples is classified rightly
 * @param gradientNorm |grad L| falls to this
 * @param time the flow's time reaches this
 * @param sharpness the sharpness (here the spectral radius of the Hessian) first rises through this
 * @param maxSteps accepted steps after which the run is given up as failed
 */
public record Stop(
    @Doc("training loss at which to stop") Optional<Double> loss,
    @Doc("fraction of training examples classified rightly at which to stop")
        Optional<Double> accuracy,
    @Doc("norm of the gradient at which to stop") Optional<Double> gradientNorm,
    @Doc("time of the flow at which to stop") Optional<Double> time,
    @Doc("sharpness through which it must first rise to stop") Optional<Double> sharpness,
    @Doc("steps after which to stop") Optional<Integer> steps,
    @Doc("steps after which the run is given up as failed") @Default("100000") int maxSteps) {
  /** Checks that some condition is there and that each can be met. */
  public Stop {
    if (Stream.of(loss, accuracy, gradientNorm, time, sharpness, steps)
        .allMatch(Optional::isEmpty)) {
      throw new InputError(
          "nothing stops the run: give one of loss, accuracy, gradient-norm, time, sharpness or steps");
    }
    Stream.of(loss, gradientNorm, time, sharpness)
        .flatMap(Optional::stream)
        .filter(value -> !(value > 0) || value.isInfinite())
        .findFirst()
        .ifPresent(value -> {
          throw new InputError(
              "loss, gradient-norm, time and sharpness must be finite and above 0, not " + value);
        });
    if (accuracy.filter(a -> !(a > 0 && a <= 1)).isPresent()) {
      throw new InputError("accuracy is a fraction above 0 and at most 1, not " + accuracy.get());
    }
    if (steps.filter(s -> s < 1).isPresent() || maxSteps < 1) {
      throw new InputError("steps and max-steps must be at least 1");
    }
    if (steps.filter(s -> s > maxSteps).isPresent()) {
      throw new InputError(
          "steps are %d, but the run is given up after max-steps, %d: raise max-steps"
              .formatted(steps.get(), maxSteps));
    }
  }

  /**
   * The part of the way that is done, in [0, 1], by whichever of loss, time and steps is nearest.
   *
   * @param initialLoss where the training began
   */
  public double done(long step, double t, double now, double initialLoss) {
    double byLoss =
        loss.map(last -> Math.log(now / initialLoss) / Math.log(last / initialLoss)).orElse(0.0);
    double byTime = time.map(last -> t / last).orElse(0.0);
    double bySteps = steps.map(last -> (double) step / last).orElse(0.0);
    return Math.clamp(Math.max(byLoss, Math.max(byTime, bySteps)), 0, 1);
  }

  /**
   * Checks that each condition can be met on some data.
   *
   * @throws InputError if one cannot
   */
  public void requireFit(DataSet data) {
    if (accuracy.isPresent() && data.targets() instanceof Targets.Values) {
      throw new InputError(
          "stop.accuracy needs classes, but the targets of %s are values: stop at a loss, a gradient-norm or a time instead."
              .formatted(data.name()));
    }
  }
}
