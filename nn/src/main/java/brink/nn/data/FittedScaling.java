package brink.nn.data;

import java.util.Arrays;
import java.util.List;

/**
 * A scaling with its statistics: x'_j = (x_j - shift_j) / divisor_j.
 *
 * @param shift [d]
 * @param divisor [d], all positive
 * @param statement in words, with the examples the statistics came from
 */
record FittedScaling(double[] shift, double[] divisor, String statement) {
  /** One divisor for all features. */
  static FittedScaling uniform(int d, double divisor, String statement) {
    var divisors = new double[d];
    Arrays.fill(divisors, divisor);
    return new FittedScaling(new double[d], divisors, statement);
  }

  /**
   * A standardisation.
   *
   * @param from the examples of the moments, in words
   */
  static FittedScaling standardising(
      Scaling.Kind kind, Moments features, List<Integer> shape, String from) {
    int d = features.mean().length;
    boolean channels = kind == Scaling.Kind.CHANNEL;
    int width = channels ? d / (shape.size() < 2 ? 1 : shape.getFirst()) : 1;
    var moments = channels ? features.pooled(width) : features;
    var divisor = Arrays.stream(moments.variance()).map(v -> v > 0 ? Math.sqrt(v) : 1).toArray();
    long constant = Arrays.stream(moments.variance()).filter(v -> !(v > 0)).count() / width;
    var what = channels ? "channel" : "feature";
    var unscaled =
        constant == 0 ? "" : ", " + constant + " constant " + what + "s centred but not divided";
    return new FittedScaling(
        moments.mean(),
        divisor,
        "standardised per " + what + " by the statistics of " + from + unscaled);
  }

  /** Scales inputs [n x d] in place. */
  void apply(double[] inputs) {
    int d = shift.length;
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (inputs[i] - shift[i % d]) / divisor[i % d];
    }
  }
}
