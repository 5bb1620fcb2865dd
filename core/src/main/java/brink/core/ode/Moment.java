package brink.core.ode;

/**
 * A saved point of a solution.
 *
 * @param index 0 for the start, then counting
 * @param step accepted steps up to there; a moment inside a step counts that step
 * @param why what it was saved for
 * @param state the point; its vectors hold only during the call that hands them out
 */
public record Moment(long index, long step, Why why, State state) {
  /** Reasons to save. */
  public enum Why {
    START,
    TIME,
    STEP,
    LEVEL,
    END
  }
}
