package brink.lab.dynamics;

import brink.core.error.InputError;
import brink.core.setting.Doc;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * At which moments beside the first and the last a training is measured; all that are given hold
 * together.
 *
 * @param lossLevels this many moments, at losses evenly spaced in their logarithm between that at
 *     the start and that at which training stops
 * @param losses moments at which the loss falls through these
 * @param times moments of the flow's time
 * @param every one moment in this many steps
 * @param weights moments whose weights are written down too; of all where not given
 */
public record Save(
    @Doc("how many moments, at losses evenly spaced in their logarithm")
        Optional<Integer> lossLevels,
    @Doc("moments at which the loss falls through these") Optional<List<Double>> losses,
    @Doc("moments at these times of the flow") Optional<List<Double>> times,
    @Doc("one moment in this many steps") Optional<Integer> every,
    @Doc("moments whose weights are kept; all where not given") Optional<Kept> weights) {
  /** Moments whose weights are kept. */
  public enum Kept {
    ALL,
    /** The first and the last. */
    ENDS,
    NONE
  }

  /** Moments that all keep their weights. */
  public Save(
      Optional<Integer> lossLevels,
      Optional<List<Double>> losses,
      Optional<List<Double>> times,
      Optional<Integer> every) {
    this(lossLevels, losses, times, every, Optional.empty());
  }

  /** Checks each number. */
  public Save {
    losses = losses.map(List::copyOf);
    times = times.map(List::copyOf);
    if (lossLevels.filter(n -> n < 1).isPresent() || every.filter(n -> n < 1).isPresent()) {
      throw new InputError("loss-levels and every must be at least 1");
    }
    if (losses.orElse(List.of()).stream().anyMatch(loss -> !(loss > 0))
        || times.orElse(List.of()).stream().anyMatch(time -> !(time > 0))) {
      throw new InputError("losses and times must be above 0");
    }
  }

  /**
   * Whether the weights of a moment are kept.
   *
   * @param end whether it is the first or the last one
   */
  public boolean keeps(boolean end) {
    return switch (weights.orElse(Kept.ALL)) {
      case ALL -> true;
      case ENDS -> end;
      case NONE -> false;
    };
  }

  /**
   * The levels that {@code loss-levels} asks for, strictly between a loss at the start and the one
   * at which training stops.
   */
  double[] levels(double initialLoss, double last) {
    int count = lossLevels.orElse(0);
    return IntStream.rangeClosed(1, count)
        .mapToDouble(i -> initialLoss * Math.pow(last / initialLoss, (double) i / (count + 1)))
        .toArray();
  }
}
