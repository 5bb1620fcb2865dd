package brink.lab.dynamics;

import java.util.Map;

/**
 * Where a flow stands between two steps, in numbers: with the vectors of its solve, all that the
 * steps to come depend on.
 *
 * @param step steps taken of the solve that is kept
 * @param time its time
 * @param numbers of the solve, see {@link brink.core.ode.Standing}
 */
public record FlowState(long step, double time, Map<String, Double> numbers) {}
