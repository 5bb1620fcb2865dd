package brink.lab.report;

import java.util.Optional;

/**
 * An axis of a panel.
 *
 * @param label quantity and unit
 * @param scale how values lie along it
 * @param limits what it must show at least
 * @param reversed whether values fall in reading direction
 */
record Axis(String label, Scale scale, Optional<Limits> limits, boolean reversed) {
  /** An interval of values. */
  record Limits(double from, double to) {}

  static Axis linear(String label) {
    return new Axis(label, Scale.LINEAR, Optional.empty(), false);
  }

  static Axis log(String label) {
    return new Axis(label, Scale.LOG, Optional.empty(), false);
  }

  static Axis count(String label) {
    return new Axis(label, Scale.COUNT, Optional.empty(), false);
  }

  Axis from(double from, double to) {
    return new Axis(label, scale, Optional.of(new Limits(from, to)), reversed);
  }

  Axis falling() {
    return new Axis(label, scale, limits, true);
  }
}
