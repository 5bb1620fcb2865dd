package brink.core.ode;

/** A condition that ends a solve. */
public sealed interface StopEvent {
  /** The condition in words. */
  String describe();

  /**
   * The time is reached. The last step ends there exactly.
   *
   * @param t after the start
   */
  record TimeReached(double t) implements StopEvent {
    /** Checks the time. */
    public TimeReached {
      requireFinite("the time to stop at", t);
    }

    @Override
    public String describe() {
      return "time " + t + " reached";
    }
  }

  /**
   * The potential falls to a level. The solve ends where the interpolated solution has that
   * potential, found by evaluating the field there (about four evaluations).
   *
   * @param level finite
   */
  record PotentialBelow(double level) implements StopEvent {
    /** Checks the level. */
    public PotentialBelow {
      requireFinite("the potential to stop at", level);
    }

    @Override
    public String describe() {
      return "potential " + level + " reached";
    }
  }

  /**
   * {@code |f|}, for gradient fields the gradient norm, is below a bound at the end of a step.
   *
   * @param norm above 0: an exact zero is never met
   */
  record FieldNormBelow(double norm) implements StopEvent {
    /** Checks the norm. */
    public FieldNormBelow {
      requireFinite("the field norm to stop at", norm);
      if (norm <= 0) {
        throw new IllegalArgumentException(
            "a field norm below " + norm + " is never met: give a number above 0");
      }
    }

    @Override
    public String describe() {
      return "field norm below " + norm;
    }
  }

  /**
   * So many steps are done.
   *
   * @param count at least 1
   */
  record StepsTaken(long count) implements StopEvent {
    /** Checks the count. */
    public StepsTaken {
      if (count < 1) {
        throw new IllegalArgumentException("steps to stop after must be at least 1, not " + count);
      }
    }

    @Override
    public String describe() {
      return count + " steps taken";
    }
  }

  /**
   * Anything that can be seen at the end of a step, such as an accuracy.
   *
   * @param describe in words
   * @param condition asked at the start and after every accepted step
   */
  record When(String describe, Condition condition) implements StopEvent {}

  /**
   * A gauge crosses a level for the first time, in one direction: the sharpness rises to 2 over the
   * learning rate. It is read at the start and at the end of every accepted step; where two
   * readings lie on the two sides, the crossing between them is located on the interpolated
   * solution by regula falsi, with a reading at every trial point. The solve ends beyond the level
   * by at most {@code within}, or within 1e-9 of a step after the crossing.
   *
   * <p>A solve that starts beyond the level has not crossed it: first it must come back. A level
   * crossed twice within one step is not seen.
   *
   * @param gauge what is watched; what its readings cost is not in the counts of the solve
   * @param level finite
   * @param direction in which the crossing counts
   * @param within of the gauge, above 0
   */
  record Crossing(Gauge gauge, double level, Direction direction, double within)
      implements StopEvent {
    /** Checks the level. */
    public Crossing {
      requireFinite("the level to stop at", level);
      if (!(within > 0) || Double.isInfinite(within)) {
        throw new IllegalArgumentException("within must be finite and above 0, not " + within);
      }
    }

    @Override
    public String describe() {
      return "%s crossed %s %s"
          .formatted(
              gauge.describe(), level, direction == Direction.FROM_BELOW ? "upwards" : "downwards");
    }
  }

  /** From which side a level is crossed. */
  enum Direction {
    FROM_BELOW,
    FROM_ABOVE
  }

  /** A condition on a point of the solution. */
  @FunctionalInterface
  interface Condition {
    /** Whether it holds after so many steps. */
    boolean met(long step, State state);
  }

  private static void requireFinite(String what, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(what + " must be finite, not " + value);
    }
  }
}
