package brink.nn.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What kinds of sources there are, and where their files were found. */
public final class DataCatalogue {
  private DataCatalogue() {}

  /**
   * One kind of source.
   *
   * @param name as in a spec
   * @param description what it is
   * @param state whether it can be used: generated, found, missing, or yours to give
   * @param location of its files, when found
   */
  public record Entry(String name, String description, State state, Optional<Path> location) {}

  /** Whether a source can be used. */
  public enum State {
    /** Needs no files. */
    GENERATED,
    /** Its files are there. */
    FOUND,
    /** Its files are not in any of the places. */
    MISSING,
    /** Its file is named in the spec. */
    YOURS
  }

  /** All kinds of sources; only looks whether files are there, does not read them. */
  public static List<Entry> list(Places places) {
    var cifar =
        places.inOrder().stream().flatMap(place -> Cifar10Files.at(place).stream()).findFirst();
    return List.of(
        new Entry(
            "cifar10",
            "CIFAR-10: 32 x 32 colour photographs of ten classes",
            cifar.isPresent() ? State.FOUND : State.MISSING,
            cifar),
        new Entry("dice", "Dice: drawn pictures of six classes", State.GENERATED, Optional.empty()),
        new Entry(
            "chebyshev", "a Chebyshev polynomial on [-1, 1]", State.GENERATED, Optional.empty()),
        new Entry(
            "npz", "your own arrays x and y in a NumPy archive", State.YOURS, Optional.empty()),
        new Entry("csv", "your own table of numbers", State.YOURS, Optional.empty()));
  }
}
