package brink.lab.analysis;

import brink.lab.record.MomentRow;
import brink.lab.record.RunData;
import brink.nn.format.NamedArray;
import brink.nn.format.Safetensors;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far the weights of two trainings of one network are from each other, at the times at which
 * both were kept: from their snapshots, so of the whole network.
 */
public final class RunDistance {
  private static final double SAME_TIME = 1e-6; // relative: sums of learning rates are rounded

  private RunDistance() {}

  /**
   * The distance at a time.
   *
   * @param t the time of both
   * @param distance Euclidean, of all weights and biases
   * @param travelled how far the first has come from its start by then
   */
  public record At(double t, double distance, double travelled) {}

  /**
   * The distances of one run from another, in the order of time; none where snapshots are missing
   * or are of other networks.
   *
   * @throws brink.core.error.InputError if a snapshot is broken
   */
  public static List<At> between(RunData first, RunData second) {
    var found = new ArrayList<At>();
    for (var moment : first.moments()) {
      second.moments().stream()
          .filter(other -> Math.abs(other.t() - moment.t()) <= SAME_TIME * moment.t())
          .findFirst()
          .flatMap(other -> distance(first, moment, second, other))
          .ifPresent(distance -> found.add(new At(moment.t(), distance, moment.distance())));
    }
    return found;
  }

  private static Optional<Double> distance(
      RunData first, MomentRow here, RunData second, MomentRow there) {
    var one = first.folder().snapshot(here.moment());
    var other = second.folder().snapshot(there.moment());
    if (!Files.exists(one) || !Files.exists(other)) {
      return Optional.empty();
    }
    return distance(Safetensors.read(one), Safetensors.read(other));
  }

  private static Optional<Double> distance(List<NamedArray> one, List<NamedArray> other) {
    if (!one.stream()
        .map(RunDistance::form)
        .toList()
        .equals(other.stream().map(RunDistance::form).toList())) {
      return Optional.empty();
    }
    double sum = 0;
    for (int a = 0; a < one.size(); a++) {
      var x = one.get(a).values();
      var y = other.get(a).values();
      for (int i = 0; i < x.length; i++) {
        sum += (x[i] - y[i]) * (x[i] - y[i]);
      }
    }
    return Optional.of(Math.sqrt(sum));
  }

  private static String form(NamedArray array) {
    return array.name() + array.shape();
  }
}
