package brink.nn.data;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Mean and population variance (1/n) of each of d features over n examples.
 *
 * @param examples n
 * @param mean [d]
 * @param variance [d], exactly 0 for a constant feature
 */
record Moments(int examples, double[] mean, double[] variance) {
  /** Of inputs [n x d], by Welford's update (Technometrics 4, 1962). */
  static Moments ofRows(double[] inputs, int d) {
    var running = new Running(d);
    for (int from = 0; from < inputs.length; from += d) {
      running.add(inputs, from);
    }
    return running.moments();
  }

  /** Of all examples, one after the other, as {@link #ofRows}. */
  static Moments ofVectors(Examples.Vectors vectors) {
    var running = new Running(vectors.features());
    vectors.visit(all(vectors), (_, numbers) -> running.add(numbers, 0));
    return running.moments();
  }

  /** Welford's update. */
  private static final class Running {
    private final double[] mean;
    private final double[] squares;
    private int n;

    Running(int d) {
      mean = new double[d];
      squares = new double[d];
    }

    /** The example of d numbers that starts at a place. */
    void add(double[] inputs, int from) {
      n++;
      for (int j = 0; j < mean.length; j++) {
        double x = inputs[from + j];
        double before = x - mean[j];
        mean[j] += before / n;
        squares[j] += before * (x - mean[j]);
      }
    }

    Moments moments() {
      return new Moments(n, mean, Arrays.stream(squares).map(sum -> sum / n).toArray());
    }
  }

  private static BitSet all(Examples examples) {
    var all = new BitSet();
    all.set(0, examples.size());
    return all;
  }

  /** Of all pixels, by integer sums: exact up to the last rounding, in whatever order they come. */
  static Moments ofPixels(Examples.Pixels pixels) {
    int d = pixels.features();
    int n = pixels.size();
    var sum = new long[d];
    var sumOfSquares = new long[d];
    pixels.visit(
        all(pixels),
        (_, bytes) -> {
          for (int j = 0; j < d; j++) {
            int x = bytes[j] & 0xff;
            sum[j] += x;
            sumOfSquares[j] += x * x;
          }
        });
    var mean = new double[d];
    var variance = new double[d];
    for (int j = 0; j < d; j++) {
      mean[j] = (double) sum[j] / n;
      // n sum x^2 - (sum x)^2 needs more than 64 bits from some 10^7 examples on.
      var square = BigInteger.valueOf(sum[j]).pow(2);
      var scaled = BigInteger.valueOf(sumOfSquares[j]).multiply(BigInteger.valueOf(n));
      variance[j] = scaled.subtract(square).doubleValue() / ((double) n * n);
    }
    return new Moments(n, mean, variance);
  }

  /** The moments of groups of {@code width} neighbouring features, given to each of a group. */
  Moments pooled(int width) {
    int d = mean.length;
    var pooledMean = new double[d];
    var pooledVariance = new double[d];
    for (int from = 0; from < d; from += width) {
      // Around the first mean, so that equal means give it back exactly.
      double offset = 0;
      for (int j = from; j < from + width; j++) {
        offset += (mean[j] - mean[from]) / width;
      }
      double groupMean = mean[from] + offset;
      double groupVariance = 0;
      for (int j = from; j < from + width; j++) {
        double between = mean[j] - groupMean;
        groupVariance += (variance[j] + between * between) / width;
      }
      for (int j = from; j < from + width; j++) {
        pooledMean[j] = groupMean;
        pooledVariance[j] = groupVariance;
      }
    }
    return new Moments(examples, pooledMean, pooledVariance);
  }
}
