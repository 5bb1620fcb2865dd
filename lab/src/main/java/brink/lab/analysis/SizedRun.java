package brink.lab.analysis;

import brink.lab.record.RunData;
import java.util.Optional;

/**
 * A run of a {@link SizeFamily}.
 *
 * @param n examples
 * @param seeds of network and subset, as {@code 1, 2}
 * @param data what it recorded
 */
public record SizedRun(int n, String seeds, RunData data) {
  /** What the claims are about; empty where no moment after the transient has it all. */
  public Optional<Sharpening> sharpening() {
    return Sharpening.of(data);
  }
}
