package brink.nn.data;

import brink.core.error.InputError;
import brink.core.setting.Doc;
import java.util.Optional;

/**
 * How inputs are scaled before a network sees them.
 *
 * @param kind the map
 * @param over which examples the statistics of a standardisation are computed over; must be given
 *     for {@code FEATURE} and {@code CHANNEL} and left out otherwise
 */
public record Scaling(
    @Doc("unit divides by 255; feature and channel standardise") Kind kind,
    @Doc("whose statistics a standardisation takes") Optional<Over> over) {
  /**
   * @throws InputError when {@code over} is missing or superfluous
   */
  public Scaling {
    boolean standardises = kind == Kind.FEATURE || kind == Kind.CHANNEL;
    if (standardises && over.isEmpty()) {
      throw new InputError(
          "scaling.over is missing: say whether the statistics are of the whole training set (training) or of the subset (subset).");
    }
    if (!standardises && over.isPresent()) {
      throw new InputError(
          "scaling.over has no meaning without standardisation: remove it, or set scaling.kind to feature or channel.");
    }
  }

  /** The maps, x of one example to x'. */
  public enum Kind {
    /** x' = x. */
    NONE,
    /** x' = x / 255: pixels to [0, 1]. */
    UNIT,
    /**
     * x'_j = (x_j - m_j) / s_j with the mean m_j and the population standard deviation s_j (1/n) of
     * feature j; where s_j = 0, x'_j = x_j - m_j.
     */
    FEATURE,
    /**
     * As {@code FEATURE}, with one mean and one standard deviation for each channel (first axis of
     * an example) over all its positions and examples; an example with fewer than two axes is one
     * channel.
     */
    CHANNEL
  }

  /** Whose statistics. */
  public enum Over {
    /** All training examples of the source, whatever the subset. */
    TRAINING,
    /** The examples of the subset. */
    SUBSET
  }

  /** x' = x. */
  public static Scaling none() {
    return new Scaling(Kind.NONE, Optional.empty());
  }

  /** x' = x / 255. */
  public static Scaling unit() {
    return new Scaling(Kind.UNIT, Optional.empty());
  }

  /** Standardised feature by feature. */
  public static Scaling feature(Over over) {
    return new Scaling(Kind.FEATURE, Optional.of(over));
  }

  /** Standardised channel by channel. */
  public static Scaling channel(Over over) {
    return new Scaling(Kind.CHANNEL, Optional.of(over));
  }
}
