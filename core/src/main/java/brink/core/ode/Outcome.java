package brink.core.ode;

/** How a solve ended. */
public sealed interface Outcome {
  /** A stop condition was met. */
  record Stopped(StopEvent event) implements Outcome {}

  /**
   * It could not go on; the solution up to there holds.
   *
   * @param fault why, and what to change
   * @param step accepted steps before
   * @param t the time of the last accepted step
   */
  record Failed(Fault fault, long step, double t) implements Outcome {
    /** Time, step, cause and advice in words. */
    public String sentence() {
      return "At t = %.6g, after %d steps: %s %s".formatted(t, step, fault.cause(), fault.advice());
    }
  }
}
