package brink.lab.analysis;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import java.util.Optional;

/**
 * What is asked of a {@link TaylorMeter}.
 *
 * @param moment number of the moment where the model is taken; the first with a sharpness at or
 *     above the edge of stability where empty
 * @param steps how many steps it goes on beside the training
 */
public record TaylorModel(
    @Doc("where the model is taken; the first at the edge of stability where not given")
        Optional<Integer> moment,
    @Doc("steps that it goes on beside the training") @Default("200") int steps) {
  /** Checks each number. */
  public TaylorModel {
    if (moment.filter(n -> n < 0).isPresent() || steps < 1) {
      throw new InputError("moment must be at least 0, and steps at least 1");
    }
  }
}
