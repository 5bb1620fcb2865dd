package brink.lab.record;

import java.util.Optional;

/** Who wants to know how a run gets on. Told by the running thread; must return at once. */
public interface Progress {

  /** Takes note of what has happened. */
  void accept(Event event);

  /** Nobody wants to know. */
  static Progress silent() {
    return _ -> {};
  }

  /** What happens in a run that a person watching it wants to see. */
  sealed interface Event {}

  /**
   * The run begins.
   *
   * @param title what runs, as {@code quickstart}
   * @param goal when it ends, as {@code loss 0.01}
   */
  record Began(String title, String goal) implements Event {}

  /**
   * A step of the flow was taken.
   *
   * @param step steps taken, from 1
   * @param time the flow's own time t
   * @param loss the training loss there
   * @param stepSize the step's length in t, where the method has one
   * @param error estimate of the accumulated error, where the method has one
   * @param done part of the way to the goal, in [0, 1]
   */
  record Stepped(
      long step,
      double time,
      double loss,
      Optional<Double> stepSize,
      Optional<Double> error,
      double done)
      implements Event {
    /** The step of a row. */
    public static Stepped of(StepRow row, double done) {
      return new Stepped(
          row.step(), row.t(), row.loss(), Optional.of(row.h()), row.accumulatedError(), done);
    }
  }

  /**
   * A snapshot was measured.
   *
   * @param snapshot snapshots measured, from 1
   * @param time the flow's own time t
   * @param sharpness top eigenvalue of the Hessian there
   */
  record Measured(int snapshot, double time, double sharpness) implements Event {
    /** The moment of a row, where its sharpness was measured. */
    public static Optional<Measured> of(MomentRow row) {
      return row.spectrum()
          .topHess()
          .map(sharpness -> new Measured(row.moment() + 1, row.t(), sharpness.value()));
    }
  }

  /** Something worth a line of its own, as {@code drawing the Dice data set}. */
  record Noted(String text) implements Event {}

  /**
   * Part of something large has arrived.
   *
   * @param what is fetched
   * @param bytes arrived so far
   * @param of bytes in all
   */
  record Fetched(String what, long bytes, long of) implements Event {}

  /** The run has ended, and how, as {@code loss 0.01 reached}. */
  record Ended(String how) implements Event {}
}
