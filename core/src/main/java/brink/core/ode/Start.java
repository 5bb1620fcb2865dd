package brink.core.ode;

import brink.core.vector.Vec;

/**
 * Where a solve starts.
 *
 * @param t time
 * @param y the solution there. Not changed while the solve runs; when it returns, this vector holds
 *     the final y
 */
public record Start(double t, Vec y) {}
