package brink.nn.data;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/**
 * Draws a {@link DiceDrawing} by the conventions of R's base graphics, on a square device without
 * margins:
 *
 * <ul>
 *   <li>user coordinates [-1, 1] on both axes, extended by 4 % of their range on each side (R's
 *       default axis style), so the device shows [-1.08, 1.08];
 *   <li>the device is 32/72 inch wide whatever its pixels, that is, 72 pixels an inch at 32 x 32
 *       (R's default for bitmaps), so that a picture of another size is the same picture;
 *   <li>a point is the filled disc of R's symbol 16, of radius 0.375 cex characters; a character is
 *       12 points, 1/6 inch (so at 32 x 32 the radius is 4.5 cex pixels);
 *   <li>a line of lwd 1 is 1/96 inch wide (3/4 pixel at 32 x 32); joins are round.
 * </ul>
 *
 * <p>Drawn by Java2D in software, anti-aliased, black on white; the same bits on every run.
 * (Another JDK's rasteriser may round otherwise: the data set's hash tells.) No text, hence no
 * fonts.
 */
final class DicePlot {
  /**
   * Rows drawn for one row of pixels. Java2D samples 256 columns but only 8 rows a pixel, too few
   * for a box's level lines, the thinnest of which are 0.075 pixels at 32 x 32.
   */
  private static final int ROWS = 16;

  private static final double EXTENT = 1.08;
  private static final double INCHES = 32.0 / 72;
  private static final double DISC_RADIUS = 0.375 / 6;
  private static final double LINE_WIDTH = 1.0 / 96;

  private DicePlot() {}

  /** The pixels [s x s], row-major from the top left, 0 black to 255 white. */
  static byte[] draw(DiceDrawing drawing, int s) {
    var image = new BufferedImage(s, s * ROWS, BufferedImage.TYPE_BYTE_GRAY);
    var graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, s, s * ROWS);
    graphics.setColor(Color.BLACK);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(1, ROWS);
    // User coordinates become pixels before stroking, so that widths stay widths.
    var toPixels = AffineTransform.getScaleInstance(s / (2 * EXTENT), -s / (2 * EXTENT));
    toPixels.translate(EXTENT, -EXTENT);
    for (var mark : drawing.marks()) {
      graphics.fill(shape(mark, toPixels, s / INCHES));
    }
    graphics.dispose();
    return averaged(((DataBufferByte) image.getRaster().getDataBuffer()).getData(), s);
  }

  /** The mean of each pixel's rows, rounded. */
  private static byte[] averaged(byte[] tall, int s) {
    var pixels = new byte[s * s];
    for (int i = 0; i < pixels.length; i++) {
      int sum = ROWS / 2;
      for (int row = 0; row < ROWS; row++) {
        sum += tall[(i / s * ROWS + row) * s + i % s] & 0xff;
      }
      pixels[i] = (byte) (sum / ROWS);
    }
    return pixels;
  }

  /** The inked area in pixels. A stroke is filled as a shape: drawn, it would be thickened. */
  private static Shape shape(DiceDrawing.Mark mark, AffineTransform toPixels, double inch) {
    return switch (mark) {
      case DiceDrawing.Point(double x, double y, double size) -> {
        var centre = new double[] {x, y};
        toPixels.transform(centre, 0, centre, 0, 1);
        double radius = DISC_RADIUS * size * inch;
        yield new Ellipse2D.Double(centre[0] - radius, centre[1] - radius, 2 * radius, 2 * radius);
      }
      case DiceDrawing.Line(var points, double width, int cap) -> {
        var path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
          path.lineTo(points[i], points[i + 1]);
        }
        path.transform(toPixels);
        var stroke =
            new BasicStroke((float) (LINE_WIDTH * width * inch), cap(cap), BasicStroke.JOIN_ROUND);
        yield stroke.createStrokedShape(path);
      }
    };
  }

  private static int cap(int lend) {
    return switch (lend) {
      case 0 -> BasicStroke.CAP_ROUND;
      case 1 -> BasicStroke.CAP_BUTT;
      case 2 -> BasicStroke.CAP_SQUARE;
      default -> throw new IllegalArgumentException("R has no line cap " + lend);
    };
  }
}
