package brink.core.vector;

/**
 * An ordered set of vectors of one {@link Space}, the columns of a P x k matrix.
 *
 * <p>A block is a handle on storage owned by a {@link Workspace}; its values are read and changed
 * through the space only. Columns are views: writing to a column writes to the block.
 */
public interface Block {
  /** The number of vectors, k. */
  int columns();

  /** Column i, a view; {@code 0 <= i < columns()}. */
  Vec column(int i);

  /** The columns {@code from .. to-1}, a view. */
  Block columns(int from, int to);
}
