package brink.lab.analysis;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import java.util.Optional;

/**
 * What is asked of a {@link ProjectionMeter}.
 *
 * @param moment number of the moment whose eigenvectors are kept; the first with a sharpness at or
 *     above the edge of stability where empty
 * @param eigenvectors how many
 */
public record Projections(
    @Doc("whose eigenvectors; the first at the edge of stability where not given")
        Optional<Integer> moment,
    @Doc("how many, to the largest eigenvalues") @Default("1") int eigenvectors) {
  /** Checks each number. */
  public Projections {
    if (moment.filter(n -> n < 0).isPresent() || eigenvectors < 1) {
      throw new InputError("moment must be at least 0, and eigenvectors at least 1");
    }
  }
}
