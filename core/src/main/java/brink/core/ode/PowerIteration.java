package brink.core.ode;

import brink.core.vector.Workspace;

/**
 * The spectral radius of a symmetric Jacobian by power iteration, warm from the last eigenvector.
 *
 * <p>Schedule: at the start; at the end of each of the first {@code freshSteps} steps, where
 * sharpness swings; from then on at the end of every {@code every}-th step, but after the very next
 * step whenever the last two estimates differ by more than a quarter of the safety margin; where
 * the potential has risen since the last estimate, or |f| by half, which a stable step along a
 * gradient flow seldom does; and always after a rejected step. There, the rejected step's error
 * estimate joins the start vector: an unstable step's error lies along the direction that was
 * missed, so an eigenvector that has crossed unseen over the followed one is found, and the
 * estimate never stays too small for long.
 *
 * <p>Cost of an estimate: one or two products, warm; at the start perhaps twenty; after a rejection
 * three, and one evaluation more. Elsewhere the linearization replaces the evaluation that the step
 * needs anyway.
 *
 * <p>An estimate {@code |J v|} is a lower bound of the radius, and where the largest eigenvalues
 * lie close together v long remains a mixture of their eigenvectors. Steps are made stable for
 * {@code safety |J v| + |J v - (v^T J v) v|}: the residual tells how far apart the eigenvalues in
 * the mixture lie, and vanishes as v settles; {@code safety} covers the growth up to the next
 * estimate.
 *
 * @param tolerance relative change, or residual, at which the iteration ends; at the start, where
 *     it is cold, a tenth of it. In (0, 1)
 * @param maxProducts most products for an estimate, at least 1; the solve fails where they do not
 *     suffice at the start
 * @param safety factor on the estimate, at least 1
 * @param freshSteps steps at the beginning with an estimate each, at least 0
 * @param every steps between estimates afterwards, at least 1
 * @param seed of the random part of the first start vector
 */
public record PowerIteration(
    double tolerance, int maxProducts, double safety, int freshSteps, int every, long seed)
    implements SpectralRadiusSource<Linearizable> {
  /** Checks each number. */
  public PowerIteration {
    if (!(tolerance > 0 && tolerance < 1) || !(safety >= 1) || Double.isInfinite(safety)) {
      throw new IllegalArgumentException(
          "tolerance must be in (0, 1) and safety finite and at least 1, not %s and %s"
              .formatted(tolerance, safety));
    }
    if (maxProducts < 1 || freshSteps < 0 || every < 1) {
      throw new IllegalArgumentException(
          "maxProducts and every must be at least 1 and freshSteps at least 0, not %d, %d and %d"
              .formatted(maxProducts, every, freshSteps));
    }
  }

  /** Tolerance 0.05, 200 products, safety 1.1, 20 fresh steps, then every 5th. */
  public static PowerIteration standard() {
    return new PowerIteration(0.05, 200, 1.1, 20, 5, 1);
  }

  @Override
  public Tracker<Linearizable> open(Workspace work) {
    return new PowerIterationTracker(this, work.vec());
  }
}
