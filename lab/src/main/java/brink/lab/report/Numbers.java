package brink.lab.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * Numbers for readers: three significant digits, large whole parts in full, as {@code 12.3}, {@code
 * 0.00142}, {@code 3.1 × 10⁻⁹}.
 */
final class Numbers {
  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private Numbers() {}

  /** Three significant digits; what is not a finite number is {@code ∞} or {@code undefined}. */
  static String shortly(double x) {
    if (x == 0) {
      return "0";
    }
    if (!Double.isFinite(x)) {
      return unbounded(x);
    }
    int exponent = exponent(x, 3);
    if (exponent < -3 || exponent > 5) {
      return scientific(x, exponent(x, 2), 1);
    }
    return minus(String.format(Locale.ROOT, "%,." + Math.max(0, 2 - exponent) + "f", x));
  }

  /** A number as a multiple of a power of ten, with so many decimals. */
  static String scientific(double x, int exponent, int places) {
    return minus(String.format(Locale.ROOT, "%." + places + "f", x / Math.pow(10, exponent)))
        + " × "
        + power(exponent);
  }

  /** A ratio: {@code 6.8 ×}. */
  static String times(double ratio) {
    if (ratio == 0 || !Double.isFinite(ratio)) {
      return shortly(ratio) + " ×";
    }
    return (exponent(ratio, 2) < 1 && exponent(ratio, 2) >= -1
            ? String.format(Locale.ROOT, ratio < 0.995 ? "%.2f" : "%.1f", ratio)
            : shortly(ratio))
        + " ×";
  }

  /** A part of 1 as {@code 9.9 %}, two significant digits, whole percents in full. */
  static String percent(double part) {
    double hundred = 100 * part;
    if (hundred == 0 || !Double.isFinite(hundred)) {
      return shortly(hundred) + " %";
    }
    int exponent = exponent(hundred, 2);
    return (exponent < -3 || exponent > 5
            ? shortly(hundred)
            : minus(String.format(Locale.ROOT, "%,." + Math.max(0, 1 - exponent) + "f", hundred)))
        + " %";
  }

  /** A count with its thousands parted. */
  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** 10 to a whole power, as {@code 10⁻³}. */
  static String power(int exponent) {
    var text = new StringBuilder("10");
    if (exponent < 0) {
      text.append('⁻');
    }
    for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
      text.append(RAISED.charAt(digit - '0'));
    }
    return text.toString();
  }

  /** The exponent of the number as it is printed with so many digits: 0.9999 counts as 1.00. */
  private static int exponent(double x, int digits) {
    var rounded = new BigDecimal(Math.abs(x)).round(new MathContext(digits));
    return rounded.precision() - rounded.scale() - 1;
  }

  private static String unbounded(double x) {
    return Double.isNaN(x) ? "undefined" : x > 0 ? "∞" : "−∞";
  }

  private static String minus(String text) {
    return text.replace('-', '−');
  }
}
