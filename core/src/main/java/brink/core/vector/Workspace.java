package brink.core.vector;

/**
 * Owns storage: every vector and block it hands out lives until it is closed. One workspace per
 * solver or task, opened with {@code try (var work = space.workspace())}.
 */
public interface Workspace extends AutoCloseable {
  /** The space of all the vectors handed out here. */
  Space space();

  /** A new vector of zeros. */
  Vec vec();

  /** A new block of {@code columns >= 0} zero vectors, stored one after the other. */
  Block block(int columns);

  /** Frees all storage; handles from here must not be used afterwards. */
  @Override
  void close();
}
