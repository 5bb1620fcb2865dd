package brink.lab.study;

import brink.lab.record.MomentRow;
import brink.lab.record.Ritz;
import brink.lab.record.RunData;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Moments of two runs at one time.
 *
 * @param one of the first run
 * @param other of the second
 */
record SameTime(MomentRow one, MomentRow other) {
  private static final double SAME = 1e-6; // relative: sums of learning rates are rounded

  /** At all times at which both were measured, in order. */
  static List<SameTime> of(RunData one, RunData other) {
    return one.moments().stream()
        .flatMap(moment ->
            other.moments().stream()
                .filter(at -> Math.abs(at.t() - moment.t()) <= SAME * moment.t())
                .limit(1)
                .map(at -> new SameTime(moment, at)))
        .toList();
  }

  double t() {
    return one.t();
  }

  /** The logarithm of a factor of top(G) in the first run over that in the second. */
  Optional<Double> logRatio(SharpnessFactor factor) {
    return logRatio(moment -> moment.decomposition().flatMap(factor::of));
  }

  /** The same of top(G) itself. */
  Optional<Double> logOfTop() {
    return logRatio(moment -> moment.spectrum().topG().map(Ritz::value).filter(v -> v > 0));
  }

  private Optional<Double> logRatio(Function<MomentRow, Optional<Double>> value) {
    return value.apply(one).flatMap(a -> value.apply(other).map(b -> Math.log(a / b)));
  }

  /** By how much the logarithms of all factors miss that of top(G): by rounding alone. */
  Optional<Double> residue() {
    var factors = SharpnessFactor.values();
    var logs = Stream.of(factors).flatMap(factor -> logRatio(factor).stream()).toList();
    return logs.size() < factors.length
        ? Optional.empty()
        : logOfTop().map(top -> logs.stream().mapToDouble(Double::doubleValue).sum() - top);
  }
}
