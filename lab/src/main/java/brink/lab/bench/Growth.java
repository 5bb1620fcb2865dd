package brink.lab.bench;

import brink.lab.bench.WorkPrecision.Solve;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * How the cost of a flow grows with the number of examples: of each size the fastest solve within 1
 * % of the distance travelled, and the least-squares fit of {@code cost = a n^b} to them. A solve
 * counts as within 1 % where its distance from the reference and that of the two references from
 * each other add up to less.
 *
 * @param family of problems that differ in size only, for instance {@code cifar10}
 * @param from the fewest examples
 * @param to the most
 * @param seconds b of the time
 * @param work b of GEMM units times examples: the time of a machine without overheads
 */
public record Growth(String family, int from, int to, double seconds, double work) {
  private static final double WITHIN = 0.01;

  /** The growth in each family of which at least two sizes were solved. */
  public static List<Growth> of(List<WorkPrecision> results) {
    return results.stream()
        .map(Growth::family)
        .distinct()
        .flatMap(family -> of(family, results).stream())
        .toList();
  }

  private static Optional<Growth> of(String family, List<WorkPrecision> results) {
    record Point(int n, Solve best) {}
    var points =
        results.stream()
            .filter(result -> family(result).equals(family))
            .flatMap(result -> best(result).map(s -> new Point(result.examples(), s)).stream())
            .sorted(Comparator.comparingInt(Point::n))
            .toList();
    if (points.stream().map(Point::n).distinct().count() < 2) {
      return Optional.empty();
    }
    ToDoubleFunction<Point> size = Point::n;
    return Optional.of(
        new Growth(
            family,
            points.getFirst().n(),
            points.getLast().n(),
            exponent(points, size, p -> p.best().seconds()),
            exponent(points, size, p -> (double) p.best().units() * p.n())));
  }

  /** The fastest solve within 1 % of the distance travelled, the reference's doubt included. */
  public static Optional<Solve> best(WorkPrecision result) {
    return result.solves().stream()
        .filter(solve -> solve.error().filter(e -> e + result.uncertainty() <= WITHIN).isPresent())
        .min(Comparator.comparingDouble(Solve::seconds));
  }

  /** The slope of log y over log x, by least squares. */
  private static <P> double exponent(List<P> points, ToDoubleFunction<P> x, ToDoubleFunction<P> y) {
    double meanX = mean(points.stream().map(p -> Math.log(x.applyAsDouble(p))));
    double meanY = mean(points.stream().map(p -> Math.log(y.applyAsDouble(p))));
    double covariance = 0;
    double variance = 0;
    for (var point : points) {
      double dx = Math.log(x.applyAsDouble(point)) - meanX;
      covariance += dx * (Math.log(y.applyAsDouble(point)) - meanY);
      variance += dx * dx;
    }
    return covariance / variance;
  }

  private static double mean(Stream<Double> values) {
    return values.mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static String family(WorkPrecision result) {
    return result.problem().replaceFirst("-\\d+", "");
  }

  /** In a sentence. */
  public String sentence() {
    return "%s, n = %d to %d: the fastest within 1 %% takes time as n^%.2f, matrix products as n^%.2f."
        .formatted(family, from, to, seconds, work);
  }
}
