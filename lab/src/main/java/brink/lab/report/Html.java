package brink.lab.report;

/** Text for XML and HTML. */
final class Html {
  private Html() {}

  /** The text with everything escaped that markup would read, in content and in attributes. */
  static String escaped(String text) {
    var safe = new StringBuilder(text.length());
    text.codePoints()
        .filter(Html::allowed)
        .forEach(c -> {
          switch (c) {
            case '&' -> safe.append("&amp;");
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '"' -> safe.append("&quot;");
            case '\'' -> safe.append("&#39;");
            default -> safe.appendCodePoint(c);
          }
        });
    return safe.toString();
  }

  /** The characters that XML 1.0 has. */
  private static boolean allowed(int c) {
    return c >= 0x20 && c < 0xd800
        || c >= 0xe000 && c != 0xfffe && c != 0xffff
        || c == '\n'
        || c == '\t'
        || c == '\r';
  }
}
