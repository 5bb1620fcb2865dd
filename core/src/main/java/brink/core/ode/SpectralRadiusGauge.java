package brink.core.ode;

import brink.core.eigen.SpectralRadius;
import brink.core.eigen.Verdict;
import brink.core.error.InputError;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;

/**
 * The spectral radius of a symmetric Jacobian, {@code max |lambda|}: the sharpness, where the
 * largest eigenvalue of the Hessian outweighs the most negative one. By power iteration, warm from
 * the last reading, whatever the stepper knows; so it goes with every method.
 *
 * <p>Cost of a reading: one linearization and, warm, two or three products; counted here and not in
 * the solve. Storage: three vectors, freed on closing; open one for each solve.
 */
public final class SpectralRadiusGauge implements Gauge, AutoCloseable {
  private final Workspace work;
  private final Metered<Linearizable> field;
  private final Vec vector;
  private final double tolerance;
  private final int maxProducts;
  private final long seed;

  /**
   * A gauge of a field.
   *
   * @param tolerance relative change of the value from product to product to stop at, in (0, 1)
   * @param maxProducts most products a reading, at least 1; the solve fails where they do not
   *     suffice
   * @param seed of the first start vector
   */
  public SpectralRadiusGauge(Linearizable field, double tolerance, int maxProducts, long seed) {
    if (!(tolerance > 0 && tolerance < 1) || maxProducts < 1) {
      throw new IllegalArgumentException(
          "tolerance must be in (0, 1) and maxProducts at least 1, not %s and %d"
              .formatted(tolerance, maxProducts));
    }
    this.work = field.space().workspace();
    this.field = new Metered<>(field, work);
    this.vector = work.vec();
    this.tolerance = tolerance;
    this.maxProducts = maxProducts;
    this.seed = seed;
  }

  @Override
  public String describe() {
    return "spectral radius";
  }

  @Override
  public Reading read(State at) {
    try (var linearization = Metered.linearize(field, at.t(), at.y())) {
      var radius =
          SpectralRadius.estimate(linearization.jacobian(), vector, tolerance, maxProducts, seed);
      return radius.verdict() instanceof Verdict.Unconverged(String advice)
          ? new Unreadable(
              new Fault(
                  Fault.Reason.SPECTRAL_RADIUS_NOT_FOUND,
                  "the spectral radius to stop at did not settle: " + advice + ".",
                  "Allow more products for it, or a larger tolerance."))
          : new Value(radius.value());
    } catch (InputError e) {
      return new Unreadable(
          new Fault(
              Fault.Reason.NOT_FINITE,
              "a product with the Jacobian is not finite.",
              "Look for overflow in the field there."));
    }
  }

  @Override
  public void keep(Standing.Draft into) {
    into.vector("vector", vector);
  }

  @Override
  public void takeUp(Standing from) {
    field.space().copy(from.vector("vector"), vector);
  }

  /** What the readings have cost so far. */
  public Counts counts() {
    return field.counts();
  }

  @Override
  public void close() {
    work.close();
  }
}
