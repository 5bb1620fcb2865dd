package brink.lab.dynamics;

import java.util.List;

/**
 * Where a descent stands at a moment, in numbers: with its weights and what its rule remembers, all
 * that the steps to come depend on.
 *
 * @param step steps taken
 * @param time their time
 * @param carry what rounding has left out of the time
 * @param rate the learning rate after the drops so far, without the schedule's factor
 * @param drops those still to come, by their place in the settings
 * @param firstLoss the loss at the start
 * @param below the last step at which the loss was at most that
 * @param moments kept so far, this one among them
 * @param levels losses that are still to be saved at
 */
public record DescentState(
    long step,
    double time,
    double carry,
    double rate,
    List<Integer> drops,
    double firstLoss,
    long below,
    int moments,
    int levels) {}
