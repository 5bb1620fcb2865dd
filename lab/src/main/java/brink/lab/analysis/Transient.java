package brink.lab.analysis;

import brink.lab.record.MomentRow;

/** The initial transient of a training, which the published analysis of sharpening sets aside. */
public final class Transient {
  /** Steps that it takes (Lowell and Kastner 2024: the first 10 iterations). */
  public static final int STEPS = 10;

  private Transient() {}

  /** Whether a moment is after it. */
  public static boolean isOver(MomentRow moment) {
    return moment.step() >= STEPS;
  }
}
