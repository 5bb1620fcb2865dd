package brink.nn.data;

import brink.core.error.InputError;
import java.util.Arrays;
import java.util.List;

/** Opens sources. */
final class Sources {
  private Sources() {}

  /**
   * The examples of a part of a source.
   *
   * @throws InputError when its files are missing or broken, or it has no such part
   */
  static Examples open(DataSource source, Part part, Places places) {
    return switch (source) {
      case Cifar10(var path) -> Cifar10Examples.open(Cifar10Files.find(path, places), part);
      case Dice dice -> new DiceExamples(dice, part);
      case Chebyshev chebyshev -> {
        requireTraining(part, "chebyshev data");
        yield chebyshev(chebyshev);
      }
      case AtrialFibrillation heart -> AtrialFibrillationFiles.open(heart, part, places);
      case Sst sentiment -> SstFiles.open(sentiment, part, places);
      case WikiText2 text -> WikiText2Files.open(text, part, places);
      case Whitened whitened -> {
        requireTraining(part, "whitened data");
        yield WhitenedExamples.of(whitened);
      }
      case NpzFile npz -> {
        requireTraining(part, npz.path().toString());
        yield OwnNpz.read(npz);
      }
      case CsvFile csv -> {
        requireTraining(part, csv.path().toString());
        yield OwnCsv.read(csv);
      }
    };
  }

  private static void requireTraining(Part part, String what) {
    if (part == Part.TEST) {
      throw new InputError(
          what + " has no test examples of its own: name a second source for the test.");
    }
  }

  private static Examples chebyshev(Chebyshev source) {
    int n = source.points();
    var x = new double[n];
    Arrays.setAll(x, i -> -1 + 2.0 * i / (n - 1));
    var y = Arrays.stream(x).map(at -> Chebyshev.polynomial(source.degree(), at)).toArray();
    var title = "points of the Chebyshev polynomial T_" + source.degree();
    return new Examples.Numbers(title, List.of(1), x, new Targets.Values(y, 1));
  }
}
