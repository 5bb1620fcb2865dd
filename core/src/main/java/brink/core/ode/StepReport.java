package brink.core.ode;

import java.util.OptionalDouble;

/**
 * An accepted step, for progress and records.
 *
 * @param step from 1
 * @param t the time at its end
 * @param h its length
 * @param potential at its end
 * @param fieldNorm {@code |f|} at its end
 * @param localError the norm of its error estimate
 * @param accumulatedError the sum of those norms up to here
 * @param distance {@code |y - y_start|} at its end
 * @param spectralRadius the estimate that it was taken with; empty where the method needs none
 * @param stages evaluations of the field for this step alone, the one at its end included
 * @param rejections rejected steps up to here
 * @param counts costs up to here
 */
public record StepReport(
    long step,
    double t,
    double h,
    double potential,
    double fieldNorm,
    double localError,
    double accumulatedError,
    double distance,
    OptionalDouble spectralRadius,
    int stages,
    long rejections,
    Counts counts) {}
