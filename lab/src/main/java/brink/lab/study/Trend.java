package brink.lab.study;

import java.util.List;
import java.util.stream.Collectors;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Whether values rise with size, by the test of Jonckheere and Terpstra: of all pairs of readings
 * at different sizes, those count in which the larger size has the larger value. Only the order of
 * the values matters, not their scale.
 *
 * @param readings one for each run
 */
record Trend(List<Reading> readings) {
  /** Chance of a false finding that is accepted, as usual. */
  static final double LEVEL = 0.05;

  /** A value at a size. */
  record Reading(int size, double value) {}

  /** The sizes, from the smallest. */
  List<Integer> sizes() {
    return readings.stream().map(Reading::size).distinct().sorted().toList();
  }

  /** Pairs of readings at different sizes. */
  long pairs() {
    return readings.stream()
        .mapToLong(x -> readings.stream().filter(y -> x.size() < y.size()).count())
        .sum();
  }

  /** Those of them in which the larger size has the larger value; equal values count half. */
  double rising() {
    return readings.stream()
        .mapToDouble(x ->
            readings.stream()
                .filter(y -> x.size() < y.size())
                .mapToDouble(y -> (1 + Math.signum(y.value() - x.value())) / 2)
                .sum())
        .sum();
  }

  /**
   * How probable as many rising pairs would be if values did not depend on size, by the normal
   * approximation of their number: mean {@code (N^2 - sum n^2) / 4}, variance {@code (N^2 (2N + 3)
   * - sum n^2 (2n + 3)) / 72}, N readings in all and n at a size. 1 where all are of one size.
   */
  double chance() {
    double all = readings.size();
    double variance = cubes(all);
    for (int size : sizes()) {
      variance -= cubes(readings.stream().filter(r -> r.size() == size).count());
    }
    if (variance <= 0) {
      return 1;
    }
    double z = (rising() - pairs() / 2.0) / Math.sqrt(variance / 72);
    return new NormalDistribution().cumulativeProbability(-z);
  }

  private static double cubes(double n) {
    return n * n * (2 * n + 3);
  }

  /** Whether values rise with size, more surely than by chance. */
  boolean rises() {
    return chance() <= LEVEL;
  }

  /** The same readings with the opposite order of values. */
  Trend reversed() {
    return new Trend(readings.stream().map(r -> new Reading(r.size(), -r.value())).toList());
  }

  /** Whether values fall with size, more surely than by chance. */
  boolean falls() {
    return reversed().rises();
  }

  /** The mean at each size, and in how many pairs values rise. */
  String words(String sizes) {
    var means =
        sizes().stream()
            .map(size -> "%.3g at %d".formatted(mean(size), size))
            .collect(Collectors.joining(", "));
    return "means %s %s; rising in %.3g of %d pairs of runs"
        .formatted(means, sizes, rising(), pairs());
  }

  private double mean(int size) {
    return readings.stream()
        .filter(r -> r.size() == size)
        .mapToDouble(Reading::value)
        .average()
        .orElseThrow();
  }
}
