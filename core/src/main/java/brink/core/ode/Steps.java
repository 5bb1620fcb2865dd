package brink.core.ode;

import java.util.OptionalDouble;

/** Limits on steps. */
final class Steps {
  private Steps() {}

  /** {@code reach / rate}; no limit where that overflows. */
  static OptionalDouble limit(double reach, double rate) {
    double limit = reach / rate;
    return Double.isFinite(limit) ? OptionalDouble.of(limit) : OptionalDouble.empty();
  }
}
