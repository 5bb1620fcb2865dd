package brink.lab.report;

import java.util.List;

/** Sentences' parts from numbers. */
final class Words {
  /** Relative difference below which two numbers are called the same. */
  static final double SAME = 0.01;

  private Words() {}

  /** {@code rises from 12.3 to 84.1 (6.8 ×)}, {@code falls from ...} or {@code stays near 12.3}. */
  static String change(double from, double to) {
    if (Math.abs(to - from) <= SAME * Math.max(Math.abs(from), Math.abs(to))) {
      return "stays near " + Numbers.shortly(to);
    }
    return (to > from ? "rises" : "falls")
        + " from "
        + Numbers.shortly(from)
        + " to "
        + Numbers.shortly(to)
        + (from > 0 && to > 0 ? " (" + ratio(to / from) + ")" : "");
  }

  /** {@code 6.8 ×}, and below a tenth {@code 1 / 180}. */
  private static String ratio(double ratio) {
    return ratio < 0.1 ? "1 / " + Numbers.shortly(1 / ratio) : Numbers.times(ratio);
  }

  /** {@code t = 12.3}. */
  static String at(double t) {
    return "t = " + Numbers.shortly(t);
  }

  /** {@code a, b and c}. */
  static String list(List<String> parts) {
    return parts.size() < 2
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
  }

  /** {@code 1 step}, {@code 1,470 steps}. */
  static String counted(long n, String thing) {
    return Numbers.count(n) + " " + thing + (n == 1 ? "" : "s");
  }
}
