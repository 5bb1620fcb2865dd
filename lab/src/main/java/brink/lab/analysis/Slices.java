package brink.lab.analysis;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;

/**
 * Where a {@link Slice} of the loss is looked at.
 *
 * @param radius the largest displacement, to both sides
 * @param points how many displacements, evenly from {@code -radius} to {@code radius}
 */
public record Slices(
    @Doc("the largest displacement, to both sides") double radius,
    @Doc("how many displacements") @Default("41") int points) {
  /** Checks each number. */
  public Slices {
    if (!(radius > 0) || Double.isInfinite(radius) || points < 2) {
      throw new InputError("radius must be finite and above 0, and points at least 2");
    }
  }

  /** Displacement i. */
  double at(int i) {
    return radius * (2.0 * i / (points - 1) - 1);
  }
}
