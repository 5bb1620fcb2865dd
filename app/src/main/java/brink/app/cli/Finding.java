package brink.app.cli;

import java.util.List;
import java.util.Locale;

/**
 * Something looked for: there, not there (and not needed for everything), or in the way.
 *
 * @param verdict how it stands
 * @param name what was looked for
 * @param detail what was found; for what is not there, what to do
 */
record Finding(Verdict verdict, String name, String detail) {
  enum Verdict {
    OK,
    ABSENT,
    TROUBLE
  }

  static Finding ok(String name, String detail) {
    return new Finding(Verdict.OK, name, detail);
  }

  static Finding absent(String name, String detail) {
    return new Finding(Verdict.ABSENT, name, detail);
  }

  static Finding trouble(String name, String detail) {
    return new Finding(Verdict.TROUBLE, name, detail);
  }

  /** A line for each finding, in columns. */
  static List<String> table(List<Finding> findings) {
    int width = findings.stream().mapToInt(f -> f.name.length()).max().orElse(0);
    return findings.stream().map(f -> line(f, width)).toList();
  }

  /** Whether nothing is in the way. */
  static boolean clear(List<Finding> findings) {
    return findings.stream().noneMatch(finding -> finding.verdict == Verdict.TROUBLE);
  }

  private static String line(Finding finding, int width) {
    var verdict = finding.verdict.name().toLowerCase(Locale.ROOT);
    return "  %-8s %s  %s"
        .formatted(
            verdict, finding.name + " ".repeat(width - finding.name.length()), finding.detail);
  }
}
