package brink.lab.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/** The text above a panel. */
final class Heading {
  private static final double HEIGHT = 22;

  private Heading() {}

  /** Draws the heading and returns what is left of the area below it. */
  static Rectangle2D draw(Graphics2D graphics, String text, Rectangle2D area) {
    graphics.setPaint(Colour.INK.light());
    Symbols.draw(graphics, Typeface.semibold(12), text, area.getX() + 2, area.getY() + 13);
    return new Rectangle2D.Double(
        area.getX(), area.getY() + HEIGHT, area.getWidth(), area.getHeight() - HEIGHT);
  }

  /** A word in the place of a panel that has nothing to show. */
  static void note(Graphics2D graphics, String text, Rectangle2D area) {
    graphics.setFont(Typeface.regular(12));
    graphics.setPaint(Colour.MUTED.light());
    graphics.drawString(text, (float) area.getX() + 2, (float) area.getY() + 16);
  }
}
