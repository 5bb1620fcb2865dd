package brink.core.ode;

/** What a stepper carries from step to step: its stages, an eigenvector, an open linearization. */
public interface Memory extends AutoCloseable {
  /** Frees what the solve's workspace does not own. */
  @Override
  default void close() {}
}
