package brink.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How values lie along an axis, and where its ticks are. */
enum Scale {
  LINEAR {
    @Override
    boolean shows(double value) {
      return Double.isFinite(value);
    }

    @Override
    double position(double value) {
      return value;
    }

    @Override
    List<Tick> ticks(double from, double to) {
      return evenTicks(from, to);
    }
  },
  /** Whole numbers: no ticks between them. */
  COUNT {
    @Override
    boolean shows(double value) {
      return Double.isFinite(value);
    }

    @Override
    double position(double value) {
      return value;
    }

    @Override
    List<Tick> ticks(double from, double to) {
      return evenTicks(from, Math.max(to, from + 5)).stream()
          .filter(tick -> tick.position() <= to)
          .toList();
    }
  },
  LOG {
    @Override
    boolean shows(double value) {
      return Double.isFinite(value) && value > 0;
    }

    @Override
    double position(double value) {
      return Math.log10(value);
    }

    @Override
    List<Tick> ticks(double from, double to) {
      return to - from < 0.7
          ? evenTicks(Math.pow(10, from), Math.pow(10, to)).stream()
              .map(tick -> new Tick(Math.log10(tick.position()), tick.label()))
              .toList()
          : decades(from, to);
    }
  };

  private static final double SLACK = 1e-9;
  private static final int PLAIN_FROM = -4;
  private static final int PLAIN_TO = 4;

  /**
   * A tick.
   *
   * @param position along the axis
   * @param label empty for a minor tick
   */
  record Tick(double position, String label) {}

  /** Whether the scale has a place for the value. */
  abstract boolean shows(double value);

  /** The value's place along the axis. */
  abstract double position(double value);

  /** Ticks between two places on the axis. */
  abstract List<Tick> ticks(double from, double to);

  /** Four to seven values that are multiples of 1, 2 or 5 times a power of ten. */
  private static List<Tick> evenTicks(double from, double to) {
    double rough = (to - from) / 5;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double digit = rough / power;
    double step = power * (digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10);
    int last = (int) Math.floor(Math.log10(step) + SLACK); // the last decimal place that differs
    double largest = Math.max(Math.abs(from), Math.abs(to));
    int exponent = (int) Math.floor(Math.log10(largest));
    boolean plain = last >= -5 && largest < 1e6;
    var ticks = new ArrayList<Tick>();
    for (long i = (long) Math.ceil(from / step - SLACK); i * step <= to + SLACK * step; i++) {
      double value = i * step;
      ticks.add(
          new Tick(
              value,
              plain
                  ? String.format(Locale.ROOT, "%,." + Math.max(0, -last) + "f", value)
                      .replace('-', '−')
                  : Numbers.scientific(value, exponent, Math.max(0, exponent - last))));
    }
    return ticks;
  }

  /** Labels at powers of ten, at 2 and 5 also where there is room, and minor ticks between. */
  private static List<Tick> decades(double from, double to) {
    int every = Math.max(1, (int) Math.ceil((to - from) / 8));
    boolean few = to - from < 2.2;
    // All plain or all powers: a mixture would not read as one row.
    boolean plain = from >= PLAIN_FROM - SLACK && to <= PLAIN_TO + 1;
    var ticks = new ArrayList<Tick>();
    for (int decade = (int) Math.floor(from); decade <= to; decade++) {
      for (int digit = 1; digit <= 9; digit++) {
        double position = decade + Math.log10(digit);
        if (position < from - SLACK || position > to + SLACK || digit > 1 && every > 1) {
          continue;
        }
        boolean labelled =
            digit == 1 ? Math.floorMod(decade, every) == 0 : few && (digit == 2 || digit == 5);
        ticks.add(new Tick(position, labelled ? label(digit, decade, plain) : ""));
      }
    }
    return ticks;
  }

  private static String label(int digit, int decade, boolean plain) {
    if (!plain) {
      return (digit == 1 ? "" : digit + "·") + Numbers.power(decade);
    }
    return decade >= 0
        ? String.format(Locale.ROOT, "%,d", Math.round(digit * Math.pow(10, decade)))
        : String.format(Locale.ROOT, "%." + -decade + "f", digit * Math.pow(10, decade));
  }
}
