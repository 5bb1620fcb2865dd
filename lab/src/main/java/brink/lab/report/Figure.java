package brink.lab.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * A figure with what is to be said about it.
 *
 * @param name of its files, as {@code sharpness}
 * @param title a few words
 * @param caption what one sees, with numbers
 * @param source the published figure or claim that it corresponds to
 * @param columns panels side by side
 * @param panels row by row
 */
record Figure(
    String name, String title, String caption, String source, int columns, List<Panel> panels) {
  /** Width of all figures, in CSS pixels. */
  static final int WIDTH = 860;

  private static final int ROW_HEIGHT = 270;
  private static final int GAP = 22;

  /** Height in CSS pixels. */
  int height() {
    return rows() * ROW_HEIGHT + (rows() - 1) * GAP;
  }

  void draw(Graphics2D graphics) {
    double width = (WIDTH - (columns - 1) * (double) GAP) / columns;
    for (int i = 0; i < panels.size(); i++) {
      panels
          .get(i)
          .draw(
              graphics,
              new Rectangle2D.Double(
                  i % columns * (width + GAP),
                  i / columns * (ROW_HEIGHT + GAP),
                  width,
                  ROW_HEIGHT));
    }
  }

  private int rows() {
    return (panels.size() + columns - 1) / columns;
  }
}
