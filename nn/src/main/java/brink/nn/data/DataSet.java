package brink.nn.data;

import java.util.Arrays;
import java.util.List;

/**
 * Examples and their targets, after subset and scaling: what a loss is measured on. Immutable by
 * contract: nobody writes to its arrays.
 *
 * @param name what it is, for people: {@code "CIFAR-10, 390 of 20000 images, seed 1"}
 * @param shape of one example, for instance [3, 32, 32]; its product is d
 * @param inputs [n x d], row-major
 * @param targets of the same n examples
 * @param hash SHA-256 over shape, inputs and targets, in hexadecimal: names the data in provenance
 */
public record DataSet(
    String name, List<Integer> shape, double[] inputs, Targets targets, String hash) {
  /** A data set with its hash. */
  public static DataSet of(String name, List<Integer> shape, double[] inputs, Targets targets) {
    return new DataSet(name, shape, inputs, targets, DataHash.of(shape, inputs, targets));
  }

  /** Numbers an example, d. */
  public int features() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** Examples, n. */
  public int size() {
    return inputs.length / features();
  }

  /**
   * The examples {@code from .. to-1}.
   *
   * @param to beyond from, and at most n
   */
  public DataSet slice(int from, int to) {
    int d = features();
    return of(
        "%s, examples %d to %d".formatted(name, from + 1, to),
        shape,
        Arrays.copyOfRange(inputs, from * d, to * d),
        targets.slice(from, to));
  }
}
