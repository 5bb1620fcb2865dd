package brink.core.vector;

import java.lang.foreign.MemorySegment;

/**
 * A block of a {@link FlatSpace}: k vectors one after the other in native memory.
 *
 * @param space the space
 * @param columns k
 * @param segment k * P numbers, column by column
 */
public record FlatBlock(FlatSpace space, int columns, MemorySegment segment) implements Block {
  @Override
  public FlatVec column(int i) {
    return new FlatVec(space, slice(i, i + 1));
  }

  @Override
  public FlatBlock columns(int from, int to) {
    return new FlatBlock(space, to - from, slice(from, to));
  }

  private MemorySegment slice(int from, int to) {
    if (from < 0 || to < from || to > columns) {
      throw new IndexOutOfBoundsException(
          "columns " + from + ".." + to + " of a block of " + columns);
    }
    long bytes = space.bytes();
    return segment.asSlice(from * bytes, (to - from) * bytes);
  }
}
