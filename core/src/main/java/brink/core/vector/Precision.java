package brink.core.vector;

/** How numbers are stored: IEEE 754 double or single. */
public enum Precision {
  FLOAT64(8),
  FLOAT32(4);

  private final int bytes;

  Precision(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes a number. */
  public int bytes() {
    return bytes;
  }
}
