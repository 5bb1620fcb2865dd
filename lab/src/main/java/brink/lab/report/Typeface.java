package brink.lab.report;

import brink.core.error.InputError;
import brink.core.error.Why;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/**
 * Inter (SIL Open Font License), read from its library, so that figures look the same on every
 * machine, also on one without fonts.
 */
final class Typeface {
  /** What pages and figures ask a browser for: Inter where it is installed, else its likes. */
  static final String FAMILIES = "Inter, Helvetica Neue, Helvetica, Arial, sans-serif";

  static {
    ownFontsOnly();
  }

  private static final Font REGULAR = load("Inter-Regular.otf");
  private static final Font SEMIBOLD = load("Inter-SemiBold.otf");

  private Typeface() {}

  /** The text face in a size, in units of the figure. */
  static Font regular(double size) {
    return REGULAR.deriveFont((float) size);
  }

  /** The face of headings. */
  static Font semibold(double size) {
    return SEMIBOLD.deriveFont((float) size);
  }

  /** The CSS that stands for a family of this face, up to the next property. */
  static String css(String family) {
    return family.equals(SEMIBOLD.getFamily()) ? FAMILIES + "; font-weight: 600" : FAMILIES;
  }

  /**
   * Keeps the JDK from asking the system for fonts, which fails where there are none: it then reads
   * this list, of no fonts, instead. Must come before the first use of any font.
   */
  private static void ownFontsOnly() {
    var key = "sun.awt.fontconfig";
    if (System.getProperty(key) != null || !System.getProperty("os.name").equals("Linux")) {
      return;
    }
    try {
      var list = Files.createTempFile("brink-fonts", ".properties");
      list.toFile().deleteOnExit();
      Files.writeString(list, "version=1\nsequence.allfonts=default\n");
      System.setProperty(key, list.toString());
    } catch (IOException e) {
      throw new InputError(
          "A temporary file for fonts cannot be made ("
              + Why.of(e)
              + "): free some space in "
              + System.getProperty("java.io.tmpdir")
              + ".",
          e);
    }
  }

  private static Font load(String file) {
    try (var stream =
        com.formdev.flatlaf.fonts.inter.FlatInterFont.class.getResourceAsStream(file)) {
      return Font.createFont(Font.TRUETYPE_FONT, stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FontFormatException e) {
      throw new IllegalStateException("the bundled font " + file + " is broken", e);
    }
  }
}
