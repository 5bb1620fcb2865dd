package brink.core.ode;

/** Who watches a solve. Both are called on the solving thread; what they throw ends the solve. */
public interface Observer {
  /** An accepted step. */
  default void step(StepReport report) {}

  /** A saved moment; in the order of time. */
  default void save(Moment moment) {}

  /** Nobody. */
  static Observer none() {
    return new Observer() {};
  }
}
