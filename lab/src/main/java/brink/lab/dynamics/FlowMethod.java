package brink.lab.dynamics;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;

/** How the gradient flow is followed: the solver with its settings. */
public sealed interface FlowMethod {
  /** The solver with its settings, in words. */
  default String describe() {
    return switch (this) {
      case Rkc1(double tolerance) -> "RKC1 at tolerance " + tolerance;
      case Rkc2(double tolerance) -> "RKC2 at tolerance " + tolerance;
      case Rock2(double tolerance) -> "ROCK2 at tolerance " + tolerance;
      case Rock4(double tolerance) -> "ROCK4 at tolerance " + tolerance;
      case DormandPrince(double tolerance) -> "Dormand-Prince 5(4) at tolerance " + tolerance;
      case ExponentialRosenbrock(double tolerance, int _) ->
          "exponential Rosenbrock-Euler at tolerance " + tolerance;
      case Exprb32(double tolerance, int _) -> "exprb32 at tolerance " + tolerance;
      case ExponentialEuler(double eta, double maxStep, double tolerance, int maxSweeps) ->
          "exponential Euler as published, eta %s, steps up to %s, Ritz values settled to %s in at most %d sweeps"
              .formatted(eta, maxStep, tolerance, maxSweeps);
      case Rk4(double alpha, double maxStep) ->
          "RK4 at %s/sharpness, steps up to %s".formatted(alpha, maxStep);
      case Descent(double alpha, double maxStep) ->
          "gradient descent at %s/sharpness, steps up to %s".formatted(alpha, maxStep);
      case Euler(double step) -> "Euler with steps of " + step;
    };
  }

  /**
   * Runge-Kutta-Chebyshev of first order with error control (Sommeijer, Shampine, Verwer 1998).
   *
   * @param tolerance local error a step, relative to the distance the weights move
   */
  @Doc("stabilised Runge-Kutta-Chebyshev of order 1 with error control")
  record Rkc1(
      @Doc("local error a step, relative to the distance the weights move") @Default("1e-3")
          double tolerance)
      implements FlowMethod {
    /** Checks the setting. */
    public Rkc1 {
      requireUsable("tolerance", tolerance);
    }
  }

  /**
   * Runge-Kutta-Chebyshev of second order with error control (Sommeijer, Shampine, Verwer 1998).
   *
   * @param tolerance local error a step, relative to the distance the weights move
   */
  @Doc("stabilised Runge-Kutta-Chebyshev of order 2 with error control")
  record Rkc2(
      @Doc("local error a step, relative to the distance the weights move") @Default("1e-3")
          double tolerance)
      implements FlowMethod {
    /** Checks the setting. */
    public Rkc2 {
      requireUsable("tolerance", tolerance);
    }
  }

  /**
   * Orthogonal-polynomial Runge-Kutta-Chebyshev of second order (Abdulle, Medovikov 2001).
   *
   * @param tolerance local error a step, relative to the distance the weights move
   */
  @Doc("stabilised ROCK2, of order 2, with error control")
  record Rock2(
      @Doc("local error a step, relative to the distance the weights move") @Default("1e-3")
          double tolerance)
      implements FlowMethod {
    /** Checks the setting. */
    public Rock2 {
      requireUsable("tolerance", tolerance);
    }
  }

  /**
   * Orthogonal-polynomial Runge-Kutta-Chebyshev of fourth order (Abdulle 2002).
   *
   * @param tolerance local error a step, relative to the distance the weights move
   */
  @Doc("stabilised ROCK4, of order 4, with error control")
  record Rock4(
      @Doc("local error a step, relative to the distance the weights move") @Default("1e-4")
          double tolerance)
      implements FlowMethod {
    /** Checks the setting. */
    public Rock4 {
      requireUsable("tolerance", tolerance);
    }
  }

  /**
   * Dormand and Prince's embedded pair of orders 5 and 4: the reference at tight tolerance.
   *
   * @param tolerance local error a step, relative to the distance the weights move
   */
  @Doc("Dormand-Prince 5(4) with error control, the reference at tight tolerance")
  record DormandPrince(
      @Doc("local error a step, relative to the distance the weights move") @Default("1e-6")
          double tolerance)
      implements FlowMethod {
    /** Checks the setting. */
    public DormandPrince {
      requireUsable("tolerance", tolerance);
    }
  }

  /**
   * Exponential Rosenbrock-Euler by Krylov spaces, of order 2 (Hochbruck, Ostermann 2010).
   *
   * @param tolerance local error a step, relative to the distance the weights move
   * @param dimension most basis vectors of a Krylov space
   */
  @Doc("Krylov exponential Rosenbrock-Euler, of order 2, with error control")
  record ExponentialRosenbrock(
      @Doc("local error a step, relative to the distance the weights move") @Default("1e-3")
          double tolerance,
      @Doc("most basis vectors of a Krylov space") @Default("30") int dimension)
      implements FlowMethod {
    /** Checks the settings. */
    public ExponentialRosenbrock {
      requireUsable("tolerance", tolerance);
      if (dimension < 2) {
        throw new InputError("dimension must be at least 2, not " + dimension);
      }
    }
  }

  /**
   * exprb32 by Krylov spaces, of order 3 (Hochbruck, Ostermann, Schweitzer 2009).
   *
   * @param tolerance local error a step, relative to the distance the weights move
   * @param dimension most basis vectors of a Krylov space
   */
  @Doc("Krylov exponential Rosenbrock of order 3 with error control")
  record Exprb32(
      @Doc("local error a step, relative to the distance the weights move") @Default("1e-3")
          double tolerance,
      @Doc("most basis vectors of a Krylov space") @Default("30") int dimension)
      implements FlowMethod {
    /** Checks the settings. */
    public Exprb32 {
      requireUsable("tolerance", tolerance);
      if (dimension < 2) {
        throw new InputError("dimension must be at least 2, not " + dimension);
      }
    }
  }

  /**
   * Exponential Euler in the stiffest directions, as published (Lowell and Kastner 2024, section
   * 7.2).
   *
   * @param eta the step is eta over the magnitude of the first eigenvalue left explicit
   * @param maxStep the longest step
   * @param tolerance relative change below which a Ritz value counts as settled
   * @param maxSweeps limit on the sweeps of block power iteration a step
   */
  @Doc("exponential Euler in the stiffest directions, as published")
  record ExponentialEuler(
      @Doc("step size times |lambda_(k+1)|") @Default("1.0") double eta,
      @Doc("longest step") @Default("0.01") double maxStep,
      @Doc("relative change below which a Ritz value is settled") @Default("1e-4") double tolerance,
      @Doc("most sweeps of block power iteration a step") @Default("1000") int maxSweeps)
      implements FlowMethod {
    /** Checks each number. */
    public ExponentialEuler {
      requireUsable("eta", eta);
      requireUsable("max-step", maxStep);
      requireUsable("tolerance", tolerance);
      if (maxSweeps < 1) {
        throw new InputError("max-sweeps must be at least 1, not " + maxSweeps);
      }
    }
  }

  /**
   * The classical Runge-Kutta method of order 4 at a fraction of its stability limit (Cohen et al.
   * 2021).
   *
   * @param alpha step size times sharpness
   * @param maxStep the longest step, for where sharpness is small
   */
  @Doc("classical Runge-Kutta of order 4 at alpha/sharpness")
  record Rk4(
      @Doc("step size times sharpness") @Default("1.0") double alpha,
      @Doc("longest step") @Default("10.0") double maxStep)
      implements FlowMethod {
    /** Checks both. */
    public Rk4 {
      requireUsable("alpha", alpha);
      requireUsable("max-step", maxStep);
    }
  }

  /**
   * Gradient descent at a fraction of its stability limit: the adaptive descent published beside
   * exponential Euler (Lowell and Kastner 2024).
   *
   * @param alpha step size times sharpness
   * @param maxStep the longest step, for where sharpness is small
   */
  @Doc("gradient descent at alpha/sharpness, the published adaptive descent")
  record Descent(
      @Doc("step size times sharpness") @Default("1.0") double alpha,
      @Doc("longest step") @Default("10.0") double maxStep)
      implements FlowMethod {
    /** Checks both. */
    public Descent {
      requireUsable("alpha", alpha);
      requireUsable("max-step", maxStep);
    }
  }

  /**
   * Euler's method with a fixed step: gradient descent with that learning rate.
   *
   * @param step learning rate
   */
  @Doc("Euler with a fixed step: gradient descent")
  record Euler(@Doc("every step's length") double step) implements FlowMethod {
    /** Checks the step. */
    public Euler {
      requireUsable("step", step);
    }
  }

  private static void requireUsable(String key, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new InputError(key + " must be finite and above 0, not " + value);
    }
  }
}
