package brink.core.ode;

import java.util.function.Supplier;

/** Who watches a solve. All are called on the solving thread; what they throw ends the solve. */
public interface Observer {
  /** An accepted step. */
  default void step(StepReport report) {}

  /** A saved moment; in the order of time. */
  default void save(Moment moment) {}

  /**
   * A step that did not end the solve is done, and its moments are saved.
   *
   * @param standing from where the solve can be taken up, whose vectors hold during the call only;
   *     copies nothing, so asking costs nothing
   */
  default void between(Supplier<Standing> standing) {}

  /** Nobody. */
  static Observer none() {
    return new Observer() {};
  }
}
