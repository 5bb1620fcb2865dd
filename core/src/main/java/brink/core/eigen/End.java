package brink.core.eigen;

/** Which end of a symmetric operator's spectrum is wanted, and so how its values are ordered. */
public enum End {
  /** Algebraically largest first: 5, 1, -9. */
  LARGEST,
  /** Algebraically smallest first: -9, 1, 5. */
  SMALLEST,
  /** Largest absolute value first: -9, 5, 1. Of a pair of equal magnitude the positive is first. */
  MAGNITUDE;

  /** Negative when a comes before b counted from this end, positive when after, else 0. */
  public int compare(double a, double b) {
    return switch (this) {
      case LARGEST -> Double.compare(b, a);
      case SMALLEST -> Double.compare(a, b);
      case MAGNITUDE -> {
        int bySize = Double.compare(Math.abs(b), Math.abs(a));
        yield bySize != 0 ? bySize : Double.compare(b, a);
      }
    };
  }
}
