package brink.lab.dynamics;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import brink.core.setting.Kind;

/**
 * Descent in which every weight has a learning rate of its own, from the sizes of its past
 * gradients. With g the gradient, products, roots and quotients number by number, m and nu 0 at the
 * start, and k the number of the step, from 1:
 *
 * <pre>
 * rmsprop   nu' = beta nu + (1 - beta) g^2
 *           P = sqrt(nu') + epsilon,                   theta' = theta - eta g / P
 * adam      m' = beta1 m + (1 - beta1) g,   nu' = beta2 nu + (1 - beta2) g^2
 *           P = (1 - beta1^k) (sqrt(nu' / (1 - beta2^k)) + epsilon),   theta' = theta - eta m' / P
 * adamw     as adam, and the weights shrink beside it:  theta' = (1 - eta lambda) theta - eta m' / P
 * </pre>
 *
 * (RMSProp: Tieleman and Hinton 2012; Adam: Kingma and Ba 2015; AdamW: Loshchilov and Hutter 2019.)
 * With weight decay lambda, g of rmsprop and adam is that of {@code L + lambda |theta|^2 / 2}, and
 * g of adamw is that of L alone.
 *
 * <p>Were P to stay as it is, these were descents on a quadratic of Hessian {@code P^(-1/2) H
 * P^(-1/2)}: its largest eigenvalue, the preconditioned sharpness, takes the place of the sharpness
 * (Cohen et al. 2022, Adaptive gradient methods at the edge of stability).
 */
public sealed interface Adaptive {
  /**
   * Root mean squares, without momentum and without a correction of the first steps.
   *
   * @param beta in [0, 1)
   * @param epsilon above 0
   */
  @Kind("rmsprop")
  @Doc("over the root mean square of the past gradients")
  record RmsProp(
      @Doc("part of the mean square that is kept") @Default("0.99") double beta,
      @Doc("added to the root") @Default("1e-8") double epsilon)
      implements Adaptive {
    /** Checks both. */
    public RmsProp {
      requirePart("beta", beta);
      requireEpsilon(epsilon);
    }
  }

  /**
   * Mean gradients over root mean squares.
   *
   * @param beta1 in [0, 1)
   * @param beta2 in [0, 1)
   * @param epsilon above 0
   */
  @Doc("the mean gradient over the root mean square")
  record Adam(
      @Doc("part of the mean gradient that is kept") @Default("0.9") double beta1,
      @Doc("part of the mean square that is kept") @Default("0.999") double beta2,
      @Doc("added to the root") @Default("1e-8") double epsilon)
      implements Adaptive {
    /** Checks all three. */
    public Adam {
      requirePart("beta1", beta1);
      requirePart("beta2", beta2);
      requireEpsilon(epsilon);
    }
  }

  /**
   * Adam beside a weight decay of its own.
   *
   * @param beta1 in [0, 1)
   * @param beta2 in [0, 1)
   * @param epsilon above 0
   */
  @Kind("adamw")
  @Doc("adam, with a weight decay that is not divided by the root")
  record AdamW(
      @Doc("part of the mean gradient that is kept") @Default("0.9") double beta1,
      @Doc("part of the mean square that is kept") @Default("0.999") double beta2,
      @Doc("added to the root") @Default("1e-8") double epsilon)
      implements Adaptive {
    /** Checks all three. */
    public AdamW {
      requirePart("beta1", beta1);
      requirePart("beta2", beta2);
      requireEpsilon(epsilon);
    }
  }

  /**
   * The largest preconditioned curvature of a quadratic on which such steps do not diverge, P
   * staying as it is: {@code 2 / eta} for RMSProp, {@code (2 + 2 beta1) / ((1 - beta1) eta)} for
   * Adam, 38 / eta at beta1 = 0.9 (Cohen et al. 2022, section 2). The curvature is that of {@code L
   * + lambda |theta|^2 / 2} for both; for AdamW it is that of L, and the edge {@code (1 + beta1) /
   * (1 - beta1) (2 / eta - lambda)}.
   */
  default double edge(double eta, double weightDecay) {
    return switch (this) {
      case RmsProp _ -> 2 / eta;
      case Adam(double beta1, _, _) -> (2 + 2 * beta1) / ((1 - beta1) * eta);
      case AdamW(double beta1, _, _) -> (1 + beta1) / (1 - beta1) * (2 / eta - weightDecay);
    };
  }

  /** In words, after a comma. */
  default String describe() {
    return switch (this) {
      case RmsProp(double beta, double epsilon) ->
          ", RMSProp with beta %s, epsilon %s".formatted(beta, epsilon);
      case Adam(double beta1, double beta2, double epsilon) ->
          ", Adam with beta1 %s, beta2 %s, epsilon %s".formatted(beta1, beta2, epsilon);
      case AdamW(double beta1, double beta2, double epsilon) ->
          ", AdamW with beta1 %s, beta2 %s, epsilon %s".formatted(beta1, beta2, epsilon);
    };
  }

  private static void requirePart(String name, double beta) {
    if (!(beta >= 0 && beta < 1)) {
      throw new InputError(name + " must be at least 0 and below 1, not " + beta);
    }
  }

  private static void requireEpsilon(double epsilon) {
    if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
      throw new InputError("epsilon must be finite and above 0, not " + epsilon);
    }
  }
}
