package brink.lab.analysis;

import brink.lab.record.MomentRow;
import brink.lab.record.RunData;

/**
 * The initial transient of a training, which the analysis of sharpening sets aside.
 *
 * <p>Lowell and Kastner (2024) set aside the first 10 iterations of their solver, whose steps are
 * 0.01 long at most (on 97 images of CIFAR-10 they come to t = 0.085). Solvers of the flow with
 * other steps set that time aside.
 */
public enum Transient {
  /** 10 steps, and all before t = 0.1. */
  OF_A_FLOW,
  /** 10 steps: the iterations are the training itself. */
  OF_A_DESCENT;

  /** In words. */
  public static final String WORDS = "the initial transient (10 steps, of a flow to t = 0.1)";

  private static final int STEPS = 10;
  private static final double TIME = 0.1 * (1 - 1e-12); // 10 steps of 0.01, rounded

  /** That of a run. */
  public static Transient of(RunData run) {
    return run.isDescent() ? OF_A_DESCENT : OF_A_FLOW;
  }

  /** Whether it is over after some steps at some time. */
  public boolean isOver(long step, double t) {
    return step >= STEPS && (this == OF_A_DESCENT || t >= TIME);
  }

  /** Whether a moment is after it. */
  public boolean isOver(MomentRow moment) {
    return isOver(moment.step(), moment.t());
  }
}
