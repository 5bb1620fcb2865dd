package brink.lab.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/** One pair of axes of a figure. */
interface Panel {
  /** Draws itself with everything that belongs to it inside the area. */
  void draw(Graphics2D graphics, Rectangle2D area);
}
