package brink.nn.data;

import brink.core.error.InputError;
import brink.core.error.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a full reading of one file found: everything in it was right.
 *
 * @param file its path
 * @param contents how much there is of what
 * @param sha256 of its bytes, in hexadecimal
 */
public record FileCheck(Path file, String contents, String sha256) {
  /**
   * Reads all files of AtrialFibrillation.
   *
   * @throws InputError when one is missing or broken
   */
  public static List<FileCheck> of(AtrialFibrillation source, Places places) {
    var folder = AtrialFibrillationFiles.FOLDER.find(source.path(), places);
    return Arrays.stream(Part.values())
        .map(part -> series(folder.resolve(AtrialFibrillationFiles.file(part))))
        .toList();
  }

  /**
   * Reads all trees of SST.
   *
   * @throws InputError when a file is missing or broken
   */
  public static List<FileCheck> of(Sst source, Places places) {
    var folder = SstFiles.FOLDER.find(source.path(), places);
    return Arrays.stream(Part.values())
        .map(part -> trees(folder.resolve(SstFiles.file(part))))
        .toList();
  }

  private static FileCheck series(Path path) {
    var file = TsFile.read(path);
    var lengths = file.series().stream().mapToInt(TsFile.Series::length).summaryStatistics();
    var length =
        lengths.getMin() == lengths.getMax()
            ? Integer.toString(lengths.getMin())
            : lengths.getMin() + " to " + lengths.getMax();
    var counts = tally(file.series().stream().map(TsFile.Series::label), file.classNames().size());
    return of(
        path,
        "%d series of %d x %s numbers, of each class %s %s"
            .formatted(file.series().size(), file.dimensions(), length, file.classNames(), counts));
  }

  private static FileCheck trees(Path path) {
    var trees = SstFiles.trees(path);
    var nodes = trees.stream().mapToInt(tree -> tree.nodes().size()).sum();
    var labels = trees.stream().map(tree -> tree.nodes().getFirst().label());
    return of(
        path,
        "%d sentences, of each class %s, with %d phrases"
            .formatted(trees.size(), tally(labels, SstFiles.CLASSES.size()), nodes));
  }

  private static List<Integer> tally(Stream<Integer> labels, int classes) {
    var counts = new ArrayList<>(Collections.nCopies(classes, 0));
    labels.forEach(label -> counts.set(label, counts.get(label) + 1));
    return counts;
  }

  private static FileCheck of(Path path, String contents) {
    try {
      var digest = DataHash.sha256().digest(Files.readAllBytes(path));
      return new FileCheck(path, contents, HexFormat.of().formatHex(digest));
    } catch (IOException e) {
      throw new InputError(path + " cannot be read (" + Why.of(e) + "): fetch it again.", e);
    }
  }
}
