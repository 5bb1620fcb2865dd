package brink.nn.format;

import brink.core.error.InputError;
import brink.core.error.Why;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** NumPy's {@code .npz}: a zip archive of {@code .npy} arrays, one an entry, stored or deflated. */
public final class Npz {
  private Npz() {}

  /** Whether the entries of a written archive are compressed. */
  public enum Compression {
    /** As {@code numpy.savez}. */
    STORED,
    /** As {@code numpy.savez_compressed}. */
    DEFLATED
  }

  /**
   * Reads every array.
   *
   * @return arrays by name (without {@code .npy}), in the archive's order
   * @throws InputError when the file is missing, no zip archive, or an array in it is broken
   */
  public static SequencedMap<String, NamedArray> read(Path path) {
    var arrays = new LinkedHashMap<String, NamedArray>();
    try (var zip = new ZipFile(path.toFile())) {
      for (var entry : Collections.list(zip.entries())) {
        var name = entry.getName().replaceFirst("\\.npy$", "");
        try (var in = zip.getInputStream(entry)) {
          var where = path + ", array " + name + ",";
          arrays.put(name, Npy.parse(name, where, in.readAllBytes()));
        }
      }
    } catch (IOException e) {
      throw new InputError(
          path
              + " cannot be read as an .npz archive ("
              + Why.of(e)
              + "): write it with numpy.savez.",
          e);
    }
    return arrays;
  }

  /** Writes or replaces an archive of arrays with distinct names. */
  public static void write(Path path, List<NamedArray> arrays, Compression compression) {
    var names = new HashSet<String>();
    for (var array : arrays) {
      if (!names.add(array.name())) {
        throw new IllegalArgumentException("two arrays are named " + array.name());
      }
    }
    AtomicFile.write(
        path,
        channel -> {
          var zip = new ZipOutputStream(Channels.newOutputStream(channel));
          for (var array : arrays) {
            var bytes = Npy.format(array);
            zip.putNextEntry(entry(array.name() + ".npy", bytes, compression));
            zip.write(bytes);
            zip.closeEntry();
          }
          // Not closed: that would close the channel before it is forced to disk.
          zip.finish();
        });
  }

  private static ZipEntry entry(String name, byte[] bytes, Compression compression) {
    var entry = new ZipEntry(name);
    // A fixed date: the same arrays give the same file.
    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
    if (compression == Compression.STORED) {
      var crc = new CRC32();
      crc.update(bytes);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(bytes.length);
      entry.setCrc(crc.getValue());
    }
    return entry;
  }
}
