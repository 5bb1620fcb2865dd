package brink.core.eigen;

/** Whether an iteration reached what was asked of it. */
public sealed interface Verdict {
  /** It did. */
  record Converged() implements Verdict {}

  /**
   * It did not; its result is the best so far and its residuals hold.
   *
   * @param advice one sentence: how far it came and what to change
   */
  record Unconverged(String advice) implements Verdict {}
}
