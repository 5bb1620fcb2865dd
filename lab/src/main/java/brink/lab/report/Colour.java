package brink.lab.report;

import java.awt.Color;
import java.util.List;

/**
 * The colours of figures and pages, on light and on dark paper. Those for series are of Okabe and
 * Ito's palette (slightly darkened where it is too faint for thin lines), told apart by
 * colour-blind readers too.
 */
enum Colour {
  PAPER(0xffffff, 0x16181d),
  INK(0x1f2328, 0xe4e6ea),
  MUTED(0x656d76, 0x9aa2ad),
  FRAME(0x8c959f, 0x6b737d),
  GRID(0xeaedf0, 0x2a2e35),
  BLUE(0x0072b2, 0x4aa8e0),
  VERMILION(0xd55e00, 0xf08a3c),
  GREEN(0x009e73, 0x2fc79b),
  PURPLE(0xb5608d, 0xdb95ba),
  ORANGE(0xd18f00, 0xe8b23a),
  SKY(0x3a9bd1, 0x7cc4ee);

  private final int light;
  private final int dark;

  Colour(int light, int dark) {
    this.light = light;
    this.dark = dark;
  }

  /** The colour on light paper: the one that figures are drawn in. */
  Color light() {
    return new Color(light);
  }

  /** The colour on dark paper. */
  Color dark() {
    return new Color(dark);
  }

  /** Its name as a CSS variable, {@code --blue}. */
  String variable() {
    return "--" + name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The colours of series in the order of use. */
  static List<Colour> series() {
    return List.of(BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY);
  }

  /**
   * Colour of part {@code i} of {@code n} in an order, from blue over magenta to orange: all of
   * middle lightness, so that they read on light and dark paper.
   */
  static Color ordered(int i, int n) {
    double at = n == 1 ? 0 : 2.0 * i / (n - 1);
    return at <= 1 ? mixed(0x2f6fdb, 0xb0469c, at) : mixed(0xb0469c, 0xe07b1f, at - 1);
  }

  private static Color mixed(int from, int to, double part) {
    var a = new Color(from);
    var b = new Color(to);
    return new Color(
        between(a.getRed(), b.getRed(), part),
        between(a.getGreen(), b.getGreen(), part),
        between(a.getBlue(), b.getBlue(), part));
  }

  private static int between(int a, int b, double part) {
    return (int) Math.round(a + (b - a) * part);
  }
}
