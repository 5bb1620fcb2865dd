package brink.lab.analysis;

import brink.lab.record.MomentRow;
import brink.lab.record.RandomProjectionRow;
import brink.lab.record.RunData;
import brink.nn.format.NamedArray;
import brink.nn.format.Safetensors;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How far the weights of two trainings of one network are from each other, at the times at which
 * both were kept: exactly by their snapshots, and estimated by {@link RandomProjections} of them,
 * where there are as many of both; always of the whole network.
 */
public final class RunDistance {
  private static final double SAME_TIME = 1e-6; // relative: sums of learning rates are rounded

  private RunDistance() {}

  /**
   * The distance at a time.
   *
   * @param t the time of both
   * @param exact Euclidean, of all weights and biases; empty where a snapshot is missing
   * @param estimated the same from random projections, where there are some; one of both is there
   * @param travelled how far the first has come from its start by then
   */
  public record At(double t, Optional<Double> exact, Optional<Double> estimated, double travelled) {
    /** The exact distance where it is known, otherwise the estimate. */
    public double distance() {
      return exact.or(() -> estimated).orElseThrow();
    }
  }

  /**
   * The distances of one run from another, in the order of time; none where neither snapshots nor
   * random projections are there, or they are of other networks.
   *
   * @throws brink.core.error.InputError if a snapshot is broken
   */
  public static List<At> between(RunData first, RunData second) {
    var found = new ArrayList<At>();
    boolean sameNetwork = first.provenance().network().equals(second.provenance().network());
    for (var moment : first.moments()) {
      second.moments().stream()
          .filter(other -> Math.abs(other.t() - moment.t()) <= SAME_TIME * moment.t())
          .findFirst()
          .map(other ->
              new At(
                  moment.t(),
                  distance(first, moment, second, other),
                  sameNetwork ? estimate(first, moment, second, other) : Optional.empty(),
                  moment.distance()))
          .filter(at -> at.exact().isPresent() || at.estimated().isPresent())
          .ifPresent(found::add);
    }
    return found;
  }

  private static Optional<Double> estimate(
      RunData first, MomentRow here, RunData second, MomentRow there) {
    var one = projections(first, here);
    var other = projections(second, there);
    if (one.length == 0 || one.length != other.length) {
      return Optional.empty();
    }
    return Optional.of(
        Math.sqrt(
            IntStream.range(0, one.length)
                .mapToDouble(i -> (one[i] - other[i]) * (one[i] - other[i]))
                .sum()));
  }

  private static double[] projections(RunData run, MomentRow moment) {
    return run.additional().randomProjections().stream()
        .filter(row -> row.moment() == moment.moment())
        .mapToDouble(RandomProjectionRow::value)
        .toArray();
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
