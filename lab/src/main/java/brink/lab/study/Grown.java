package brink.lab.study;

import brink.lab.analysis.Sharpening;
import brink.lab.record.LayerRow;
import brink.lab.record.RunData;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run of a network of some size, in moments after the transient.
 *
 * @param size its depth or its width
 * @param seed of its first weights
 * @param layers at these moments
 * @param found extremes over them
 */
record Grown(int size, int seed, List<LayerRow> layers, Sharpening found) {
  /** Empty where no such moment has it all. */
  static Stream<Grown> of(int size, int seed, RunData run) {
    return Sharpening.of(run)
        .filter(found -> found.alignment() > 0)
        .map(found -> new Grown(size, seed, run.layers(), found))
        .stream();
  }

  double peakSharpness() {
    return Sharpening.top(found.peak());
  }

  double peakAlignment() {
    return found.alignment();
  }

  /** The peak of AL_J over its value at the first moment. */
  double alignmentRise() {
    return found.atMost(SharpnessFactor.AL_J::of).orElse(Double.NaN);
  }

  /** The geometric mean of Al(D_(l+1), J_l) over all l, where it is largest. */
  double link() {
    return mean(peakAlignment());
  }

  /** The same at the first moment. */
  double settledLink() {
    return mean(found.settled().decomposition().orElseThrow().components().alJ());
  }

  /** Over as many links as there are hidden layers. */
  private double mean(double product) {
    int last = layers.stream().mapToInt(LayerRow::layer).max().orElseThrow();
    return Math.pow(product, 1.0 / (last - 1));
  }

  /** Layers at the peak of sharpness that have a link to the next. */
  List<LayerRow> linksAtPeak() {
    int peak = found.peak().moment();
    return layers.stream()
        .filter(row -> row.moment() == peak && row.factors().isPresent())
        .toList();
  }

  /**
   * The part of the logarithm of top(G)'s rise, from the first moment to the peak of sharpness,
   * that a factor makes: of all factors together 1.
   */
  double part(SharpnessFactor factor) {
    double all = Stream.of(SharpnessFactor.values()).mapToDouble(this::logOfRise).sum();
    return logOfRise(factor) / all;
  }

  private double logOfRise(SharpnessFactor factor) {
    return found.atPeak(factor::of).map(Math::log).orElse(Double.NaN);
  }
}
