package brink.core.vector;

import java.lang.foreign.MemorySegment;

/**
 * A vector of a {@link FlatSpace}: P numbers in native memory.
 *
 * @param space the space
 * @param segment P numbers
 */
public record FlatVec(FlatSpace space, MemorySegment segment) implements Vec {}
