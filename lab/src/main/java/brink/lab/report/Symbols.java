package brink.lab.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jfree.svg.SVGGraphics2D;

/** Text in which {@code AL_J} or {@code E|K_l|²} shows its index as one. */
final class Symbols {
  private static final Pattern INDEX = Pattern.compile("\\b(PI|AL|K|D|Z|J)_([xJMLl1])\\b");
  private static final Pattern TOGETHER = Pattern.compile("(\\d|\\bt|=|×) (%|×|=|[\\d−])");
  private static final double SMALL = 0.75;
  private static final double DROP = 0.22;

  // From Unicode's private use area: they mark an index in SVG text until it is rendered.
  private static final String BEGIN = "\ue000";
  private static final String END = "\ue001";

  private Symbols() {}

  private record Run(String text, boolean index) {}

  static double width(Font font, FontRenderContext context, String text) {
    return runs(text).stream()
        .mapToDouble(run -> font(font, run).getStringBounds(run.text(), context).getWidth())
        .sum();
  }

  /** Draws with the paint that is set; y is the baseline. */
  static void draw(Graphics2D graphics, Font font, String text, double x, double y) {
    if (graphics instanceof SVGGraphics2D) {
      // One text element, so that a browser with another font still sets it without gaps.
      graphics.setFont(font);
      graphics.drawString(
          INDEX.matcher(text).replaceAll("$1" + BEGIN + "$2" + END), (float) x, (float) y);
      return;
    }
    double at = x;
    for (var run : runs(text)) {
      var face = font(font, run);
      graphics.setFont(face);
      double drop = run.index() ? DROP * font.getSize2D() : 0;
      graphics.drawString(run.text(), (float) at, (float) (y + drop));
      at += face.getStringBounds(run.text(), graphics.getFontRenderContext()).getWidth();
    }
  }

  /** An SVG element with the marks that {@link #draw} left made into spans. */
  static String spans(String svg) {
    return svg.replace(BEGIN, "<tspan dy='0.22em' style='font-size:75%'>")
        // An empty-looking span takes the baseline up again for what follows.
        .replace(END, "</tspan><tspan dy='-0.22em'>\u200b</tspan>");
  }

  /** The text escaped for HTML, with indices marked up and numbers kept with their units. */
  static String html(String text) {
    var kept = TOGETHER.matcher(Html.escaped(text)).replaceAll("$1\u00a0$2");
    return INDEX.matcher(kept).replaceAll("$1<sub>$2</sub>");
  }

  private static Font font(Font font, Run run) {
    return run.index() ? font.deriveFont((float) (SMALL * font.getSize2D())) : font;
  }

  private static List<Run> runs(String text) {
    var runs = new ArrayList<Run>();
    var matcher = INDEX.matcher(text);
    int start = 0;
    while (matcher.find()) {
      runs.add(new Run(text.substring(start, matcher.end(1)), false));
      runs.add(new Run(matcher.group(2), true));
      start = matcher.end();
    }
    if (start < text.length()) {
      runs.add(new Run(text.substring(start), false));
    }
    return runs;
  }
}
