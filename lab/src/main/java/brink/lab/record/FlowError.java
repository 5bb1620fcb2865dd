package brink.lab.record;

import java.util.Optional;

/**
 * The error of a flow as a second solve at another tolerance measures it.
 *
 * @param weights norm of the error of the final weights
 * @param relative that over the distance travelled, where they have moved
 * @param loss error of the final loss
 * @param lossCurve largest error of the loss at a time
 * @param time error of the time at the end, where it ends at a loss
 * @param factor of the accumulated local estimates by which they would have told it
 */
public record FlowError(
    double weights,
    Optional<Double> relative,
    double loss,
    double lossCurve,
    double time,
    Optional<Double> factor) {}
