package brink.core.vector;

/** A vector of a {@link Space}: a {@link Block} of one column, so it goes wherever a block goes. */
public interface Vec extends Block {
  @Override
  default int columns() {
    return 1;
  }

  @Override
  default Vec column(int i) {
    if (i != 0) {
      throw new IndexOutOfBoundsException("a vector has column 0 only, not " + i);
    }
    return this;
  }

  @Override
  default Block columns(int from, int to) {
    if (from != 0 || to != 1) {
      throw new IndexOutOfBoundsException(
          "a vector has columns 0..1 only, not " + from + ".." + to);
    }
    return this;
  }
}
