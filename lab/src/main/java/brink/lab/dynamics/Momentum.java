package brink.lab.dynamics;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;

/**
 * How a descent remembers its last steps. With g the gradient at theta, eta the learning rate and v
 * the velocity, 0 at the start:
 *
 * <pre>
 * none      theta' = theta - eta g
 * polyak    v' = beta v - eta g,   theta' = theta + v'
 * nesterov  v' = beta v - eta g,   theta' = theta + beta v' - eta g
 * </pre>
 *
 * Nesterov's method is written in the variable at which it takes gradients, as frameworks do.
 */
public sealed interface Momentum {
  /** Plain descent. */
  @Doc("plain descent")
  record None() implements Momentum {}

  /**
   * The heavy ball (Polyak 1964).
   *
   * @param beta in [0, 1)
   */
  @Doc("the heavy ball of Polyak")
  record Polyak(@Doc("part of the velocity that is kept") @Default("0.9") double beta)
      implements Momentum {
    /** Checks beta. */
    public Polyak {
      requireUsable(beta);
    }
  }

  /**
   * Nesterov's accelerated gradient (1983).
   *
   * @param beta in [0, 1)
   */
  @Doc("Nesterov's accelerated gradient")
  record Nesterov(@Doc("part of the velocity that is kept") @Default("0.9") double beta)
      implements Momentum {
    /** Checks beta. */
    public Nesterov {
      requireUsable(beta);
    }
  }

  /**
   * The largest curvature of a quadratic on which a descent at learning rate eta does not diverge:
   * {@code 2 / eta}, {@code (2 + 2 beta) / eta} for Polyak's and {@code (2 / eta) (1 + beta) / (1 +
   * 2 beta)} for Nesterov's method (Cohen et al. 2021).
   */
  default double edge(double eta) {
    return switch (this) {
      case None _ -> 2 / eta;
      case Polyak(double beta) -> (2 + 2 * beta) / eta;
      case Nesterov(double beta) -> 2 / eta * (1 + beta) / (1 + 2 * beta);
    };
  }

  /** In words, after a comma; empty for none. */
  default String describe() {
    return switch (this) {
      case None _ -> "";
      case Polyak(double beta) -> ", Polyak momentum " + beta;
      case Nesterov(double beta) -> ", Nesterov momentum " + beta;
    };
  }

  private static void requireUsable(double beta) {
    if (!(beta >= 0 && beta < 1)) {
      throw new InputError("beta must be at least 0 and below 1, not " + beta);
    }
  }
}
