package brink.nn.data;

import brink.core.error.InputError;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Examples side by side: a row a class, in the order of the labels. Numbers become grey levels (or
 * the levels of red, green and blue) linearly, from the least of all shown (black) to the greatest.
 */
public final class ContactSheet {
  private static final int GAP = 2;
  private static final Color BACKGROUND = new Color(0x5b8db8);

  private ContactSheet() {}

  /**
   * The first examples of every class of a source, unscaled.
   *
   * @param columns examples a class, at least 1; a class with fewer leaves room
   * @param zoom screen pixels a pixel, at least 1
   * @throws InputError when the source cannot be read or its examples are no pictures
   */
  public static BufferedImage of(
      DataSource source, Part part, int columns, int zoom, Places places) {
    var examples = Sources.open(source, part, places);
    if (!(examples.targets() instanceof Targets.Labels(var labels, var names))) {
      throw new InputError("the " + examples.title() + " have no classes to show.");
    }
    var seen = new int[names.size()];
    var chosen = new ArrayList<Integer>();
    for (int i = 0; i < labels.length; i++) {
      if (seen[labels[i]]++ < columns) {
        chosen.add(i);
      }
    }
    var selection =
        Selection.of(examples, Subset.all(), chosen.stream().mapToInt(i -> i).toArray());
    return of(
        DataSet.of(examples.title(), selection.shape(), selection.inputs(), selection.targets()),
        columns,
        zoom);
  }

  /**
   * The first examples of every class of a data set, as scaled.
   *
   * @param columns as above
   * @param zoom as above
   * @throws InputError when the examples are no pictures: shape [h, w], [1, h, w] or [3, h, w]
   */
  public static BufferedImage of(DataSet data, int columns, int zoom) {
    if (columns < 1 || zoom < 1) {
      throw new IllegalArgumentException(columns + " columns at zoom " + zoom);
    }
    if (!(data.targets() instanceof Targets.Labels(var labels, var names))) {
      throw new InputError(data.name() + " has no classes to show.");
    }
    var tile = Tile.of(data, zoom);
    var sheet =
        new BufferedImage(
            columns * (tile.width() * zoom + GAP) + GAP,
            names.size() * (tile.height() * zoom + GAP) + GAP,
            BufferedImage.TYPE_INT_RGB);
    var graphics = sheet.createGraphics();
    graphics.setColor(BACKGROUND);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    graphics.dispose();
    var seen = new int[names.size()];
    for (int i = 0; i < labels.length; i++) {
      int column = seen[labels[i]]++;
      if (column < columns) {
        int left = GAP + column * (tile.width() * zoom + GAP);
        int top = GAP + labels[i] * (tile.height() * zoom + GAP);
        tile.paint(data.inputs(), i, sheet, left, top);
      }
    }
    return sheet;
  }

  /** How one example becomes a picture. */
  private record Tile(
      int channels, int height, int width, double least, double greatest, int zoom) {
    static Tile of(DataSet data, int zoom) {
      List<Integer> shape = data.shape();
      int axes = shape.size();
      int channels = axes == 3 ? shape.getFirst() : 1;
      if (axes < 2 || axes > 3 || (channels != 1 && channels != 3)) {
        throw new InputError(
            data.name() + " has examples of shape " + shape + ": only pictures can be shown.");
      }
      var range = Arrays.stream(data.inputs()).summaryStatistics();
      return new Tile(
          channels, shape.get(axes - 2), shape.get(axes - 1), range.getMin(), range.getMax(), zoom);
    }

    void paint(double[] inputs, int example, BufferedImage sheet, int left, int top) {
      for (int y = 0; y < height * zoom; y++) {
        for (int x = 0; x < width * zoom; x++) {
          int rgb = 0;
          for (int c = 0; c < 3; c++) {
            int plane = example * channels + Math.min(c, channels - 1);
            double value = inputs[(plane * height + y / zoom) * width + x / zoom];
            rgb = rgb << 8 | level(value);
          }
          sheet.setRGB(left + x, top + y, rgb);
        }
      }
    }

    private int level(double value) {
      return greatest > least ? (int) Math.round(255 * (value - least) / (greatest - least)) : 0;
    }
  }
}
