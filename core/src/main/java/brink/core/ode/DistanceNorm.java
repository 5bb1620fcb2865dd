package brink.core.ode;

import java.util.OptionalDouble;

/**
 * The local error relative to the distance that the solution must move, not to its size:
 *
 * <pre>
 * |error| / max(farthest, expected),
 * farthest = the largest |y - y_start| so far, the end of the step included.
 * </pre>
 *
 * Initial weights are no part of a result: a network may learn all it learns by moving 1 % of |y|,
 * and an error of 1 % of |y| would be all of that. In the first step the error is measured against
 * that step's own length, later ones against ever more; so the first steps are held to a stricter
 * measure than the last unless the expected distance is given.
 *
 * <p>Large parts of y decide: a layer that moves little may be wrong altogether within the
 * tolerance. {@link PartwiseNorm} holds each layer to it.
 *
 * @param expected a distance that counts as travelled from the start; empty for none
 */
public record DistanceNorm(OptionalDouble expected) implements ErrorNorm {
  /** Checks the expected distance. */
  public DistanceNorm {
    if (expected.isPresent()
        && !(expected.getAsDouble() > 0 && Double.isFinite(expected.getAsDouble()))) {
      throw new IllegalArgumentException(
          "the expected distance must be finite and above 0, not " + expected.getAsDouble());
    }
  }

  /** Relative to the distance travelled so far. */
  public static DistanceNorm travelled() {
    return new DistanceNorm(OptionalDouble.empty());
  }

  /** Relative to the larger of an expected distance and the distance travelled so far. */
  public static DistanceNorm expecting(double distance) {
    return new DistanceNorm(OptionalDouble.of(distance));
  }

  @Override
  public double measure(Trial trial) {
    double scale = Math.max(trial.farthest(), expected.orElse(0));
    return trial.errorNorm() == 0 ? 0 : trial.errorNorm() / scale;
  }
}
