package brink.lab.dynamics;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import brink.core.setting.Kind;
import java.util.Optional;

/**
 * A factor on the learning rate, from step to step. With w the steps of warm-up and n those of the
 * run, {@code stop.steps}, the step after k steps has
 *
 * <pre>
 * (k + 1) / w                                  while k &lt; w, from there on
 * warm-up   1
 * cosine    f + (1 - f) (1 + cos(pi p)) / 2    with p = (k - w) / (n - w)
 * linear    f + (1 - f) (1 - p)
 * </pre>
 *
 * A fall would be at f in the step after the last one.
 */
public sealed interface Schedule {
  /**
   * A rise in equal steps.
   *
   * @param steps until the whole learning rate, w, at least 1
   */
  @Kind("warm-up")
  @Doc("a rise to the learning rate, which then stays")
  record WarmUp(@Doc("steps of the rise") int steps) implements Schedule {
    /** Checks the steps. */
    public WarmUp {
      if (steps < 1) {
        throw new InputError("a warm-up takes at least 1 step, not " + steps);
      }
    }
  }

  /**
   * Half a period of a cosine (Loshchilov and Hutter 2017, without restarts).
   *
   * @param warmUp steps of a rise before it, w
   * @param to the factor f that it comes to, in [0, 1]
   */
  @Doc("a fall along a cosine until stop.steps")
  record Cosine(
      @Doc("steps of a rise before it") @Default("0") int warmUp,
      @Doc("factor on the learning rate at its end") @Default("0") double to)
      implements Schedule {
    /** Checks both. */
    public Cosine {
      requireFall(warmUp, to);
    }
  }

  /**
   * A straight line.
   *
   * @param warmUp steps of a rise before it, w
   * @param to the factor f that it comes to, in [0, 1]
   */
  @Doc("a fall along a line until stop.steps")
  record Linear(
      @Doc("steps of a rise before it") @Default("0") int warmUp,
      @Doc("factor on the learning rate at its end") @Default("0") double to)
      implements Schedule {
    /** Checks both. */
    public Linear {
      requireFall(warmUp, to);
    }
  }

  /** The steps of its rise, w. */
  default int rise() {
    return switch (this) {
      case WarmUp(int steps) -> steps;
      case Cosine(int warmUp, _) -> warmUp;
      case Linear(int warmUp, _) -> warmUp;
    };
  }

  /**
   * Checks that a run has an end that it can be laid out for.
   *
   * @throws InputError if it has none, or one within the warm-up
   */
  default void requireFit(Stop stop) {
    if (!(this instanceof WarmUp) && stop.steps().isEmpty()) {
      throw new InputError(
          "descent.schedule falls until stop.steps, which is not given: say how many steps there are, or use the kind warm-up");
    }
    if (stop.steps().filter(steps -> rise() >= steps).isPresent()) {
      throw new InputError(
          "descent.schedule warms up for %d steps, and the run ends after %d: take fewer than these"
              .formatted(rise(), stop.steps().get()));
    }
  }

  /**
   * The factor of a step.
   *
   * @param k steps taken before it
   * @param steps of the run, n, which a fall needs
   */
  default double factor(long k, Optional<Integer> steps) {
    if (k < rise()) {
      return (k + 1.0) / rise();
    }
    return switch (this) {
      case WarmUp _ -> 1;
      case Cosine(int w, double to) ->
          // StrictMath: the same bits on every machine.
          to + (1 - to) * (1 + StrictMath.cos(Math.PI * part(k, w, steps))) / 2;
      case Linear(int w, double to) -> to + (1 - to) * (1 - part(k, w, steps));
    };
  }

  /** In words, after a comma. */
  default String describe() {
    var rise = rise() == 0 ? "" : ", warmed up over %d steps".formatted(rise());
    return switch (this) {
      case WarmUp _ -> rise;
      case Cosine(_, double to) -> rise + ", falling along a cosine to %s of it".formatted(to);
      case Linear(_, double to) -> rise + ", falling linearly to %s of it".formatted(to);
    };
  }

  private static double part(long k, int warmUp, Optional<Integer> steps) {
    return (double) (k - warmUp) / (steps.orElseThrow() - warmUp);
  }

  private static void requireFall(int warmUp, double to) {
    if (warmUp < 0) {
      throw new InputError("warm-up must be at least 0 steps, not " + warmUp);
    }
    if (!(to >= 0 && to <= 1)) {
      throw new InputError("to is a factor of at least 0 and at most 1, not " + to);
    }
  }
}
