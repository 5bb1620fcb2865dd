package brink.core.ode;

/**
 * A solve with an estimate of its global error.
 *
 * @param coarse the first solve, as asked for; for the comparison only
 * @param fine the second, at the refined tolerance: the one that was saved and observed, and whose
 *     final y is kept. Its {@link Solution#error} is the accumulated local estimate
 * @param error what the two tell of the error of the fine one
 */
public record Calibrated(Solution coarse, Solution fine, GlobalError error) {}
