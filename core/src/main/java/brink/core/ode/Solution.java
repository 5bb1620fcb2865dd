package brink.core.ode;

import java.util.List;

/**
 * The result of a solve; the final y itself is in the vector that the start was given in.
 *
 * @param outcome how it ended
 * @param steps accepted steps
 * @param rejections rejected ones
 * @param t the time at the end
 * @param potential there
 * @param fieldNorm {@code |f|} there
 * @param error the accumulated error estimate
 * @param counts what it cost
 * @param notes what the reader should know beside
 */
public record Solution(
    Outcome outcome,
    long steps,
    long rejections,
    double t,
    double potential,
    double fieldNorm,
    AccumulatedError error,
    Counts counts,
    List<Note> notes) {
  /**
   * Something that happened in some of the steps.
   *
   * @param what in words
   * @param times how often
   */
  public record Note(String what, long times) {}

  /** Whether a stop condition was met. */
  public boolean stopped() {
    return outcome instanceof Outcome.Stopped;
  }
}
