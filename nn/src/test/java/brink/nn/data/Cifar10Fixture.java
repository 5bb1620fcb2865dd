package brink.nn.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Files of the official format with contents from a seed. */
final class Cifar10Fixture {
  static final int RECORD = 3073;
  static final int FILE = 10_000 * RECORD;

  private Cifar10Fixture() {}

  /**
   * A file's bytes: labels 0, 1, .. 9, 0, ..; pixels random but for red in the corner, always 200.
   */
  static byte[] batch(long seed) {
    var random = new SplittableRandom(seed);
    var bytes = new byte[FILE];
    for (int record = 0; record < 10_000; record++) {
      int start = record * RECORD;
      bytes[start] = (byte) (record % 10);
      bytes[start + 1] = (byte) 200;
      // Few distinct pixels, so that a compressed fixture is small and quick.
      for (int j = 2; j < 40; j++) {
        bytes[start + j] = (byte) random.nextInt();
      }
    }
    return bytes;
  }

  static void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An archive with files in the given order. */
  static void writeArchive(Path archive, List<String> names, List<byte[]> contents) {
    try (var tar =
        new TarArchiveOutputStream(
            new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(archive))))) {
      for (int i = 0; i < names.size(); i++) {
        var entry = new TarArchiveEntry("cifar-10-batches-bin/" + names.get(i));
        entry.setSize(contents.get(i).length);
        tar.putArchiveEntry(entry);
        tar.write(contents.get(i));
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
