package brink.lab.analysis;

import brink.core.error.InputError;
import brink.core.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.regression.SimpleRegression;

/**
 * The power law {@code y = a n^b} of least squares in {@code log y = log a + b log n}, over all
 * readings alike (Lowell and Kastner 2024, eq. 9).
 *
 * @param a the value at n = 1
 * @param b the exponent
 * @param rSquared coefficient of determination in the logarithms: the part of the variance of log y
 *     that the law explains; 1 where all values are equal, which it explains too
 */
public record PowerLaw(double a, double b, double rSquared) {
  private static final String STREAM = "power law bootstrap";

  /**
   * A value at a size.
   *
   * @param group readings of one group may err alike, as those of one pair of seeds do
   * @param n size, at least 1
   * @param value above 0
   */
  public record Reading(String group, int n, double value) {
    /** Checks that both have a logarithm. */
    public Reading {
      if (n < 1 || !(value > 0) || Double.isInfinite(value)) {
        throw new IllegalArgumentException("no logarithms of n = %d, y = %s".formatted(n, value));
      }
    }
  }

  /** Ends of a confidence interval. */
  public record Interval(double from, double to) {
    /** Whether a value lies in it. */
    public boolean contains(double value) {
      return from <= value && value <= to;
    }
  }

  /**
   * How sure a and b are.
   *
   * @param a interval of a
   * @param b interval of b
   * @param level of confidence that was asked for, as 0.95
   * @param groups that were drawn from
   * @param resamples that gave a law
   */
  public record Bootstrap(Interval a, Interval b, double level, int groups, int resamples) {}

  /**
   * Fits the law.
   *
   * @throws InputError if all readings are of one size
   */
  public static PowerLaw of(List<Reading> readings) {
    var sizes = readings.stream().map(Reading::n).distinct().toList();
    if (sizes.size() < 2) {
      throw new InputError(
          "A power law needs runs of two sizes at least, and there are %s: add another size."
              .formatted(sizes.isEmpty() ? "no runs" : "only runs of n = " + sizes.getFirst()));
    }
    return fit(readings);
  }

  private static PowerLaw fit(List<Reading> readings) {
    var regression = new SimpleRegression();
    readings.forEach(r -> regression.addData(Math.log(r.n()), Math.log(r.value())));
    double part = regression.getTotalSumSquares() > 0 ? regression.getRSquare() : 1;
    return new PowerLaw(Math.exp(regression.getIntercept()), regression.getSlope(), part);
  }

  /** The law's value at a size. */
  public double at(double n) {
    return a * Math.pow(n, b);
  }

  /**
   * Intervals of a and b by bootstrap: whole groups are drawn with replacement, as many as there
   * are, and the law is fitted to what was drawn. The ends are percentiles of these laws, taken
   * further out where groups are few, by what a t interval of the mean is longer than a normal one
   * without the correction for a sample's variance (Hesterberg, The American Statistician 69, 2015:
   * expanded percentiles). From K groups no interval is surer than {@code 1 - 2^(1 - K)}, 0.875 for
   * four, since all may err to the same side. Draws are from a random stream of their own, the same
   * at every call.
   *
   * @param level of confidence, as 0.95
   * @param resamples draws; those of a single size, possible where groups lack sizes, give no law
   * @return empty where there are fewer than two groups
   * @throws InputError if all readings are of one size
   */
  public static Optional<Bootstrap> bootstrap(List<Reading> readings, double level, int resamples) {
    of(readings);
    var groups =
        List.copyOf(readings.stream().collect(Collectors.groupingBy(Reading::group)).values());
    if (groups.size() < 2) {
      return Optional.empty();
    }
    var ordered =
        groups.stream().sorted((x, y) -> x.getFirst().group().compareTo(y.getFirst().group()));
    var laws = laws(ordered.toList(), resamples);
    double tail = tail(level, groups.size());
    return Optional.of(
        new Bootstrap(
            interval(laws, PowerLaw::a, tail),
            interval(laws, PowerLaw::b, tail),
            level,
            groups.size(),
            laws.size()));
  }

  private static List<PowerLaw> laws(List<List<Reading>> groups, int resamples) {
    var random = RandomStream.of(1, STREAM);
    var laws = new ArrayList<PowerLaw>();
    for (int i = 0; i < resamples; i++) {
      var drawn = new ArrayList<Reading>();
      groups.forEach(_ -> drawn.addAll(groups.get(random.nextInt(groups.size()))));
      if (drawn.stream().map(Reading::n).distinct().count() > 1) {
        laws.add(fit(drawn));
      }
    }
    return laws;
  }

  /** The probability beyond either end, of resamples. */
  private static double tail(double level, int groups) {
    double t = new TDistribution(groups - 1.0).inverseCumulativeProbability((1 + level) / 2);
    double further = t * Math.sqrt(groups / (groups - 1.0));
    return new NormalDistribution().cumulativeProbability(-further);
  }

  private static Interval interval(
      List<PowerLaw> laws, ToDoubleFunction<PowerLaw> value, double tail) {
    var percentile = new Percentile();
    percentile.setData(laws.stream().mapToDouble(value).toArray());
    double low = Math.max(100 * tail, 1e-9); // percent; 0 is none
    return new Interval(percentile.evaluate(low), percentile.evaluate(100 - low));
  }
}
