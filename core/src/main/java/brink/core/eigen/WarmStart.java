package brink.core.eigen;

import brink.core.vector.Space;
import brink.core.vector.Vec;
import java.util.random.RandomGenerator;

/**
 * Where a search for eigenvectors begins that goes on from another one, along a path of operators:
 * at what was found there, with a tenth of a random vector mixed in, so that an eigenvector that
 * has overtaken it is not missed.
 */
public final class WarmStart {
  private WarmStart() {}

  /**
   * Writes {@code found + 0.1 r / |r|}.
   *
   * @param found a unit eigenvector, or the sum of some
   * @param random gives r
   */
  public static void beside(Vec found, RandomGenerator random, Space space, Vec into) {
    space.randomize(into, random);
    double part = 0.1 / space.norm(into);
    space.combine(new double[] {1, part}, new Vec[] {found, into}, into);
  }
}
