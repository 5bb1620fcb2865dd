package brink.app.cli;

import brink.lab.spec.SpecKey;
import java.util.List;

/** The reference of a spec's keys as lines of text. */
final class SpecHelp {
  private SpecHelp() {}

  /** A line for each key: name by depth, what may be written, default, meaning. */
  static List<String> lines(List<SpecKey> keys) {
    int name = keys.stream().mapToInt(key -> indented(key).length()).max().orElse(0);
    return keys.stream().map(key -> line(key, name)).toList();
  }

  private static String line(SpecKey key, int width) {
    var name = indented(key);
    var line = new StringBuilder(name).append(" ".repeat(width - name.length() + 2));
    if (!key.type().isEmpty()) {
      line.append(key.type()).append(" (").append(given(key)).append(")");
      if (!key.doc().isEmpty()) {
        line.append(": ");
      }
    }
    return line.append(key.doc()).toString().stripTrailing();
  }

  private static String given(SpecKey key) {
    return switch (key.given()) {
      case "required", "optional" -> key.given();
      case "{}" -> "all defaults";
      default -> "default " + key.given();
    };
  }

  private static String indented(SpecKey key) {
    return "  ".repeat(key.depth()) + key.name() + (key.name().startsWith("kind: ") ? "" : ":");
  }
}
