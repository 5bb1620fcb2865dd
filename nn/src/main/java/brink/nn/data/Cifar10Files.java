package brink.nn.data;

import brink.core.error.InputError;
import brink.core.error.Why;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The official files, in a folder or in the .tar.gz: 10,000 records a file of one label byte and
 * 3,072 pixel bytes.
 */
final class Cifar10Files {
  static final int IMAGES = 10_000;
  static final int PIXELS = 3 * 32 * 32;
  static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private static final int RECORD = 1 + PIXELS;
  private static final String FOLDER = "cifar-10-batches-bin";
  private static final int BUFFER = 1 << 16;

  private Cifar10Files() {}

  /** Receives the records of a file in order; the bytes are the receiver's to keep. */
  @FunctionalInterface
  interface RecordVisitor {
    void accept(String file, int record, byte[] bytes);
  }

  /** The names of a part's files. */
  static List<String> files(Part part) {
    return switch (part) {
      case TRAINING ->
          List.of(
              "data_batch_1.bin",
              "data_batch_2.bin",
              "data_batch_3.bin",
              "data_batch_4.bin",
              "data_batch_5.bin");
      case TEST -> List.of("test_batch.bin");
    };
  }

  /** The folder or archive to read: at the given path, else in the first place that has one. */
  static Path find(Optional<Path> given, Places places) {
    var looked = given.map(List::of).orElse(places.inOrder());
    return looked.stream()
        .flatMap(place -> at(place).stream())
        .findFirst()
        .orElseThrow(() ->
            new InputError(
                "no CIFAR-10 files in "
                    + String.join(" or ", looked.stream().map(Path::toString).toList())
                    + ": run `brink data download`, or fetch "
                    + Cifar10Download.official()
                    + " and put it there or into the folder named by "
                    + Places.VARIABLE
                    + "."));
  }

  /** The folder or archive at a path, or in the folder there. */
  static Optional<Path> at(Path place) {
    if (Files.isRegularFile(place)) {
      return Optional.of(place);
    }
    var folders = List.of(place, place.resolve(FOLDER));
    return folders.stream()
        .filter(Cifar10Files::hasFiles)
        .findFirst()
        .or(() -> Optional.of(place.resolve(Cifar10Download.ARCHIVE)).filter(Files::isRegularFile));
  }

  /**
   * Visits every record of those of the named files that are there.
   *
   * @throws InputError when there is none of them, or one is unreadable, of wrong size or has a
   *     label above 9
   */
  static void visit(Path path, List<String> names, RecordVisitor visitor) {
    boolean some =
        Files.isDirectory(path)
            ? visitFolder(path, names, visitor)
            : visitArchive(path, names, visitor);
    if (!some) {
      throw new InputError(
          "%s has none of the files %s: copy at least one of them there.".formatted(path, names));
    }
  }

  private static boolean hasFiles(Path folder) {
    return Files.isRegularFile(folder.resolve(files(Part.TEST).getFirst()))
        || files(Part.TRAINING).stream()
            .anyMatch(file -> Files.isRegularFile(folder.resolve(file)));
  }

  private static boolean visitFolder(Path folder, List<String> names, RecordVisitor visitor) {
    boolean some = false;
    for (var name : names) {
      var file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        some = true;
        try (var in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
          records(file.toString(), name, Files.size(file), in, visitor);
        } catch (IOException e) {
          throw unreadable(file.toString(), e);
        }
      }
    }
    return some;
  }

  private static boolean visitArchive(Path archive, List<String> names, RecordVisitor visitor) {
    boolean some = false;
    try (var file = Files.newInputStream(archive);
        var tar =
            new TarArchiveInputStream(
                new BufferedInputStream(new GZIPInputStream(file, BUFFER), BUFFER))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        var name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (entry.isFile() && names.contains(name)) {
          some = true;
          records(archive + ", file " + name + ",", name, entry.getSize(), tar, visitor);
        }
      }
    } catch (IOException e) {
      throw unreadable(archive.toString(), e);
    }
    return some;
  }

  private static void records(
      String where, String name, long size, InputStream in, RecordVisitor visitor)
      throws IOException {
    if (size != (long) IMAGES * RECORD) {
      throw new InputError(
          "%s has %d bytes, which is %d whole records of %d where %d belong: fetch the file again."
              .formatted(where, size, size / RECORD, RECORD, IMAGES));
    }
    for (int record = 0; record < IMAGES; record++) {
      var bytes = in.readNBytes(RECORD);
      if (bytes.length < RECORD) {
        throw new InputError(where + " ends in record " + record + ": fetch the file again.");
      }
      int label = bytes[0] & 0xff;
      if (label >= CLASSES.size()) {
        throw new InputError(
            "%s record %d, has the label %d where 0 to 9 belong: fetch the file again."
                .formatted(where, record, label));
      }
      visitor.accept(name, record, bytes);
    }
  }

  private static InputError unreadable(String where, IOException e) {
    return new InputError(
        where
            + " cannot be read ("
            + Why.of(e)
            + "): fetch it again, and check that it may be read.",
        e);
  }
}
