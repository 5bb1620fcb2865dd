package brink.lab.dynamics;

/**
 * A step of a descent, for progress and records.
 *
 * @param step from 1
 * @param t the sum of the learning rates up to its end
 * @param eta its learning rate
 * @param loss at its end; of the next batch, where there are batches
 * @param gradientNorm of the gradient there, likewise
 * @param edge the largest curvature of a quadratic on which such steps do not diverge, see {@link
 *     Descent#edge}
 * @param gradients evaluated up to here
 */
public record DescentStep(
    long step,
    double t,
    double eta,
    double loss,
    double gradientNorm,
    double edge,
    long gradients) {}
