package brink.core.ode;

import brink.core.vector.Vec;
import java.util.Optional;

/**
 * Where a solve starts.
 *
 * @param t time
 * @param y the solution there. Not changed while the solve runs; when it returns, this vector holds
 *     the final y
 * @param from where another solve of the same stood, from the same t and y, to go on there as if it
 *     had never stopped: bit for bit the same steps, on the same machine
 */
public record Start(double t, Vec y, Optional<Standing> from) {
  /** At the beginning. */
  public Start(double t, Vec y) {
    this(t, y, Optional.empty());
  }
}
