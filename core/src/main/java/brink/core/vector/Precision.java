package brink.core.vector;

/** How numbers are stored: IEEE 754 double or single. */
public enum Precision {
  FLOAT64(8, 0x1p-53),
  FLOAT32(4, 0x1p-24);

  private final int bytes;
  private final double roundoff;

  Precision(int bytes, double roundoff) {
    this.bytes = bytes;
    this.roundoff = roundoff;
  }

  /** Bytes a number. */
  public int bytes() {
    return bytes;
  }

  /** The unit roundoff: half the distance from 1 to the next number. */
  public double roundoff() {
    return roundoff;
  }
}
