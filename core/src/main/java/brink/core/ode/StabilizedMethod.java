package brink.core.ode;

/**
 * A family of explicit methods, one for every number of stages s, whose stability interval {@code
 * [-beta(s), 0]} on the real axis grows as s^2.
 */
public sealed interface StabilizedMethod permits Chebyshev, Rock {
  /** The order. */
  int order();

  /** The power of h with which the error estimate falls. */
  int errorOrder();

  /** Where it was published. */
  String citation();

  /** The fewest stages that keep a step stable, for {@code z = h * spectral radius}. */
  int stages(double z);

  /** A step's {@code h * spectral radius} that s stages cover for certain: at most beta(s). */
  double interval(int s);

  /** How many of the stages are those of the {@link Finish}. */
  int finishingStages();

  /** The coefficients of s stages. */
  StabilizedScheme scheme(int s);
}
