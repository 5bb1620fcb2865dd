package brink.nn.data;

import brink.nn.format.AtomicFile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** PNG files of pictures. */
public final class Png {
  private Png() {}

  /** Writes or replaces a PNG file. */
  public static void write(BufferedImage image, Path path) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("this JDK writes no PNG files");
      }
    } catch (IOException e) {
      throw new IllegalStateException("a PNG in memory failed", e);
    }
    AtomicFile.write(path, bytes.toByteArray());
  }

  /** A grey picture of pixels [s x s]. */
  static BufferedImage grey(byte[] pixels, int s) {
    var image = new BufferedImage(s, s, BufferedImage.TYPE_BYTE_GRAY);
    var data = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    System.arraycopy(pixels, 0, data, 0, pixels.length);
    return image;
  }
}
