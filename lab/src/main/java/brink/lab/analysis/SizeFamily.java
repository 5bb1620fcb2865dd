package brink.lab.analysis;

import java.util.List;
import java.util.Optional;

/**
 * Runs on one data set with one criterion that differ in the number of examples and in seeds.
 *
 * @param number its place among the published combinations of data set and criterion, from 1
 * @param key in names of files, as {@code cifar10-ce}
 * @param title as {@code CIFAR-10, cross-entropy}
 * @param published power law of the peak of layerwise Jacobian alignment, where there is one
 * @param runs the finished ones, from the smallest
 */
public record SizeFamily(
    int number, String key, String title, Optional<PowerLaw> published, List<SizedRun> runs) {
  /** The sizes, from the smallest. */
  public List<Integer> sizes() {
    return runs.stream().map(SizedRun::n).distinct().sorted().toList();
  }

  /** The peaks of layerwise Jacobian alignment, of runs of one pair of seeds in one group. */
  public List<PowerLaw.Reading> peaks() {
    return runs.stream()
        .flatMap(run ->
            run
                .sharpening()
                .filter(s -> s.alignment() > 0)
                .map(s -> new PowerLaw.Reading(run.seeds(), run.n(), s.alignment()))
                .stream())
        .toList();
  }

  /** The power law of the peaks; empty where the runs are of fewer than two sizes. */
  public Optional<PowerLaw> law() {
    var peaks = peaks();
    boolean several = peaks.stream().map(PowerLaw.Reading::n).distinct().count() > 1;
    return several ? Optional.of(PowerLaw.of(peaks)) : Optional.empty();
  }
}
