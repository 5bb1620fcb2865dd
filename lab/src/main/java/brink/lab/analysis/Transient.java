package brink.lab.analysis;

import brink.lab.record.MomentRow;

/**
 * The initial transient of a training, which the analysis of sharpening sets aside.
 *
 * <p>Lowell and Kastner (2024) set aside the first 10 iterations of their solver, whose steps are
 * 0.01 long at most; on 97 images of CIFAR-10 all 10 are. Solvers with other steps set the same
 * time aside, t = 0.1, and descents 10 steps at least.
 */
public final class Transient {
  /** In words. */
  public static final String WORDS = "the initial transient (10 steps, and t = 0.1)";

  private static final int STEPS = 10;
  private static final double TIME = 0.1 * (1 - 1e-12); // 10 steps of 0.01, rounded

  private Transient() {}

  /** Whether it is over after some steps at some time. */
  public static boolean isOver(long step, double t) {
    return step >= STEPS && t >= TIME;
  }

  /** Whether a moment is after it. */
  public static boolean isOver(MomentRow moment) {
    return isOver(moment.step(), moment.t());
  }
}
