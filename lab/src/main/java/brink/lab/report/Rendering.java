package brink.lab.report;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.util.Matrix;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.ViewBox;

/** Figures as files. */
final class Rendering {
  private static final int SCREENS = 2;
  private static final float POINT = 0.75f; // of a CSS pixel

  private Rendering() {}

  /** A figure as an SVG document on white paper. */
  static String svg(Figure figure) {
    var element = element(figure);
    int body = element.indexOf('>') + 1;
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + element.substring(0, body)
        + "<title>"
        + Html.escaped(figure.title())
        + "</title><rect width=\"100%\" height=\"100%\" style=\"fill:rgb(255,255,255)\"/>"
        + element.substring(body)
        + "\n";
  }

  /** A figure as an SVG element to stand in a page, without paper, in the page's colours. */
  static String inline(Figure figure) {
    var element = element(figure);
    for (var colour : Colour.values()) {
      var c = colour.light();
      element =
          element.replace(
              "rgb(%d,%d,%d)".formatted(c.getRed(), c.getGreen(), c.getBlue()),
              "var(" + colour.variable() + ")");
    }
    int body = element.indexOf('>') + 1;
    return element.substring(0, body - 1)
        + " role=\"img\" aria-label=\""
        + Html.escaped(figure.title())
        + "\">"
        + element.substring(body);
  }

  /** A figure as a PNG on white paper, two pixels for one of CSS. */
  static byte[] png(Figure figure) {
    var image =
        new BufferedImage(
            SCREENS * Figure.WIDTH, SCREENS * figure.height(), BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setPaint(Colour.PAPER.light());
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(SCREENS, SCREENS);
    figure.draw(graphics);
    graphics.dispose();
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A figure as a PDF page of its size, all of it lines and shapes, texts too. */
  static byte[] pdf(Figure figure) {
    try (var document = new PDDocument()) {
      document.setDocumentId(1L); // by default it is of the time
      var page = new PDPage(new PDRectangle(POINT * Figure.WIDTH, POINT * figure.height()));
      document.addPage(page);
      var graphics = new PdfBoxGraphics2D(document, Figure.WIDTH, figure.height());
      figure.draw(graphics);
      graphics.dispose();
      try (var content = new PDPageContentStream(document, page)) {
        content.transform(Matrix.getScaleInstance(POINT, POINT));
        content.drawForm(graphics.getXFormObject());
      }
      var bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String element(Figure figure) {
    var graphics = new SVGGraphics2D(Figure.WIDTH, figure.height());
    graphics.setDefsKeyPrefix(figure.name() + "-");
    graphics.setGeomDoubleConverter(Rendering::rounded);
    graphics.setTransformDoubleConverter(Rendering::rounded);
    graphics.setFontFunction(Typeface::css);
    figure.draw(graphics);
    // With a view box the figure shrinks with its page.
    var box = new ViewBox(0, 0, Figure.WIDTH, figure.height());
    return Symbols.spans(graphics.getSVGElement(null, true, box, null, null));
  }

  /** Two decimals, as short as they can be: a hundredth of a pixel is not seen. */
  private static String rounded(double x) {
    var text = String.format(Locale.ROOT, "%.2f", x);
    text = text.replaceAll("0+$", "").replaceAll("\\.$", "");
    return text.equals("-0") ? "0" : text;
  }
}
