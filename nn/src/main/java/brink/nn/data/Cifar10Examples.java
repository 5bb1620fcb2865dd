package brink.nn.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;

/**
 * The images of one part.
 *
 * @param files the part's files that are there; image i is record i mod 10,000 of file i div 10,000
 * @param labels of all images
 */
record Cifar10Examples(Path path, Part part, List<String> files, int[] labels)
    implements Examples.Pixels {
  /** Reads the labels and so checks every record. */
  static Cifar10Examples open(Path path, Part part) {
    // An archive holds its files in any order.
    var labels = new TreeMap<String, int[]>();
    Cifar10Files.visit(
        path,
        Cifar10Files.files(part),
        (file, record, bytes) ->
            labels.computeIfAbsent(file, _ -> new int[Cifar10Files.IMAGES])[record] = bytes[0]);
    var all = labels.values().stream().flatMapToInt(Arrays::stream).toArray();
    return new Cifar10Examples(path, part, new ArrayList<>(labels.keySet()), all);
  }

  @Override
  public String title() {
    return part == Part.TRAINING ? "CIFAR-10 training images" : "CIFAR-10 test images";
  }

  @Override
  public List<Integer> shape() {
    return List.of(3, 32, 32);
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public Targets targets() {
    return new Targets.Labels(labels, Cifar10Files.CLASSES);
  }

  @Override
  public void visit(BitSet wanted, PixelVisitor visitor) {
    Cifar10Files.visit(
        path,
        Cifar10Files.files(part),
        (file, record, bytes) -> {
          int index = files.indexOf(file) * Cifar10Files.IMAGES + record;
          if (wanted.get(index)) {
            visitor.accept(index, Arrays.copyOfRange(bytes, 1, bytes.length));
          }
        });
  }
}
