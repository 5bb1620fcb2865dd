package brink.lab.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Labels to the right of where series end, moved apart until none covers another. */
final class EndLabels {
  private static final double GAP = 7;
  private static final double LEADING = 1.22;

  /**
   * A label.
   *
   * @param y where its series ends
   */
  record Label(String text, Color colour, double y) {}

  private EndLabels() {}

  static void draw(Graphics2D graphics, Font font, Rectangle2D data, List<Label> labels) {
    var sorted = labels.stream().sorted(Comparator.comparingDouble(Label::y)).toList();
    double height = LEADING * font.getSize2D();
    var places =
        spread(
            sorted.stream().map(Label::y).toList(),
            height,
            data.getMinY() + height / 2,
            data.getMaxY() - height / 2);
    for (int i = 0; i < sorted.size(); i++) {
      graphics.setPaint(sorted.get(i).colour());
      Symbols.draw(
          graphics,
          font,
          sorted.get(i).text(),
          data.getMaxX() + GAP,
          places.get(i) + 0.36 * font.getSize2D());
    }
  }

  /**
   * Places at least {@code height} apart, in the same order, near the wanted ones and, as far as
   * there is room, between {@code top} and {@code bottom}. Neighbours that are too close form a
   * group around the mean of their wishes; groups that then touch are joined.
   *
   * @param wanted ascending
   */
  static List<Double> spread(List<Double> wanted, double height, double top, double bottom) {
    record Group(int size, double middle) {
      double first(double height) {
        return middle - (size - 1) * height / 2;
      }

      Group within(double height, double top, double bottom) {
        double half = (size - 1) * height / 2;
        return new Group(size, Math.max(top + half, Math.min(bottom - half, middle)));
      }
    }
    var groups = new ArrayList<Group>();
    for (double y : wanted) {
      var group = new Group(1, y).within(height, top, bottom);
      while (!groups.isEmpty()) {
        var before = groups.getLast();
        double lastOfBefore = before.first(height) + (before.size() - 1) * height;
        if (group.first(height) - lastOfBefore >= height) {
          break;
        }
        groups.removeLast();
        int size = before.size() + group.size();
        double middle = (before.size() * before.middle() + group.size() * group.middle()) / size;
        group = new Group(size, middle).within(height, top, bottom);
      }
      groups.add(group);
    }
    var places = new ArrayList<Double>();
    for (var group : groups) {
      for (int i = 0; i < group.size(); i++) {
        places.add(group.first(height) + i * height);
      }
    }
    return places;
  }
}
