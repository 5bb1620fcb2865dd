package brink.lab.analysis;

import brink.core.error.InputError;
import brink.core.random.RandomStream;

/**
 * Weights seen along k random directions r_i, the same for all runs: entries of r_i are {@code +-1
 * / sqrt(k)}, independent. For two sets of weights x and y of one network the sum of {@code <x - y,
 * r_i>^2} has the mean {@code |x - y|^2} and a relative standard deviation of at most {@code sqrt(2
 * / k)} (Achlioptas, Database-friendly random projections, 2003). So runs can be compared by k
 * numbers a moment, without their weights.
 *
 * @param count k
 */
public record RandomProjections(int count) {
  private static final int MOST = 4096;
  private static final long SEED = 1;
  private static final long SIGN = Long.MIN_VALUE;

  /** Checks the number. */
  public RandomProjections {
    if (count < 1 || count > MOST) {
      throw new InputError("random-projections must be from 1 to %,d".formatted(MOST));
    }
  }

  /** {@code <theta, r_i>} for i = 1..k; k additions a weight. */
  public double[] of(double[] theta) {
    var sums = new double[count];
    for (int first = 0; first < count; first += Long.SIZE) {
      add(theta, first, Math.min(count, first + Long.SIZE), sums);
    }
    double scale = 1 / Math.sqrt(count);
    for (int i = 0; i < count; i++) {
      sums[i] *= scale;
    }
    return sums;
  }

  /** One random number a weight holds the signs along 64 directions. */
  private static void add(double[] theta, int from, int to, double[] sums) {
    var random = RandomStream.of(SEED, "random projections from " + from);
    for (double weight : theta) {
      long bits = random.nextLong();
      long value = Double.doubleToRawLongBits(weight);
      for (int i = from; i < to; i++) {
        sums[i] += Double.longBitsToDouble(value ^ ((bits << (i - from)) & SIGN));
      }
    }
  }
}
