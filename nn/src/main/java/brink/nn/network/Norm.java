package brink.nn.network;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;

/**
 * How signals are normalised behind a convolution: to mean 0 and variance 1 (eps 1e-5 is added to
 * the variance), then one learned scale and shift a channel. Statistics are those of the signals
 * themselves; running ones are never kept, so that every measurement is of the function trained on.
 */
public sealed interface Norm {
  /** As they are. */
  @Doc("none")
  record None() implements Norm {
    @Override
    public String describe() {
      return "no norm";
    }
  }

  /**
   * Each channel over the images of a group and their places (Ioffe and Szegedy 2015), the groups
   * being consecutive examples: ghost batches (Hoffer et al. 2017).
   *
   * @param ghost examples a group
   */
  @Doc("each channel over a ghost batch of consecutive examples and their places")
  record Batch(
      @Doc("examples whose statistics are taken together; the data must be a multiple of it")
          @Default("50")
          int ghost)
      implements Norm {
    /** Checks the size. */
    public Batch {
      if (ghost < 1) {
        throw new InputError("ghost must be at least 1, not " + ghost);
      }
    }

    @Override
    public int together() {
      return ghost;
    }

    @Override
    public String describe() {
      return "batch norm by the statistics of ghost batches of " + ghost;
    }
  }

  /** Each example over its channels and places (Ba et al. 2016). */
  @Doc("each example over its channels and places")
  record Layer() implements Norm {
    @Override
    public String describe() {
      return "layer norm";
    }
  }

  /** How many consecutive examples see each other. */
  default int together() {
    return 1;
  }

  /** What it is, in words. */
  String describe();
}
