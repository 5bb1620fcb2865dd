package brink.nn.data;

import brink.core.error.InputError;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * What a full reading of CIFAR-10 files found: every size and label was right.
 *
 * @param path of the folder or archive
 * @param batches the files found, by name
 */
public record Cifar10Check(Path path, List<Batch> batches) {
  /**
   * One file.
   *
   * @param file its name
   * @param images records in it
   * @param classCounts images of each class [10]
   * @param sha256 of its bytes, in hexadecimal
   */
  public record Batch(String file, int images, List<Integer> classCounts, String sha256) {}

  private record Tally(int[] counts, MessageDigest digest) {}

  /**
   * Reads all files there are.
   *
   * @throws InputError when there are none or one is broken
   */
  public static Cifar10Check of(Cifar10 source, Places places) {
    var path = Cifar10Files.find(source.path(), places);
    var tallies = new TreeMap<String, Tally>();
    Cifar10Files.visit(
        path,
        Arrays.stream(Part.values()).flatMap(part -> Cifar10Files.files(part).stream()).toList(),
        (file, _, bytes) -> {
          var tally = tallies.computeIfAbsent(file, _ -> new Tally(new int[10], DataHash.sha256()));
          tally.counts()[bytes[0]]++;
          tally.digest().update(bytes);
        });
    var batches = new ArrayList<Batch>();
    tallies.forEach((file, tally) -> batches.add(batch(file, tally)));
    return new Cifar10Check(path, List.copyOf(batches));
  }

  private static Batch batch(String file, Tally tally) {
    var counts = Arrays.stream(tally.counts()).boxed().toList();
    var sha256 = HexFormat.of().formatHex(tally.digest().digest());
    return new Batch(file, Arrays.stream(tally.counts()).sum(), counts, sha256);
  }
}
