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
   * @param remedy what to do, when its files are missing
   */
  public record Entry(
      String name,
      String description,
      State state,
      Optional<Path> location,
      Optional<String> remedy) {}

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
    return List.of(
        files(
            "cifar10",
            "CIFAR-10: 32 x 32 colour photographs of ten classes",
            places.inOrder().stream().flatMap(place -> Cifar10Files.at(place).stream()).findFirst(),
            "fetch it with brink data download cifar10"),
        files(
            "atrial-fibrillation",
            "AtrialFibrillation: electrocardiograms of two channels, cut into windows",
            AtrialFibrillationFiles.FOLDER.in(places),
            put(AtrialFibrillationFiles.FOLDER)),
        files(
            "sst",
            "SST: sentences of film reviews as vectors of their words",
            SstFiles.FOLDER.in(places),
            put(SstFiles.FOLDER)),
        files(
            "wikitext-2",
            "WikiText-2: articles of Wikipedia, word by word",
            WikiText2Files.FOLDER.in(places),
            put(WikiText2Files.FOLDER)),
        generated("dice", "Dice: drawn pictures of six classes"),
        generated("chebyshev", "a Chebyshev polynomial on [-1, 1]"),
        generated("whitened", "whitened inputs, and targets by a random linear map of them"),
        yours("npz", "your own arrays x and y in a NumPy archive"),
        yours("csv", "your own table of numbers"));
  }

  /**
   * The source whose files are in a folder; a folder with a language model stands for SST with its
   * vectors, a file for the archive of CIFAR-10.
   */
  public static Optional<DataSource> at(Path path) {
    var given = Optional.of(path);
    if (Cifar10Files.at(path).isPresent()) {
      return Optional.of(new Cifar10(given));
    }
    if (AtrialFibrillationFiles.FOLDER.at(path).isPresent()) {
      return Optional.of(new AtrialFibrillation(given, 128, 16));
    }
    if (SstFiles.FOLDER.at(path).isPresent()) {
      return Optional.of(Sst.of(given, Optional.empty()));
    }
    if (SentenceModel.isAt(path)) {
      return Optional.of(Sst.of(Optional.empty(), given));
    }
    return WikiText2Files.FOLDER.at(path).map(_ -> new WikiText2(given, 1000, 32));
  }

  private static String put(SourceFolder folder) {
    return "put its folder %s into that named by %s".formatted(folder.name(), Places.VARIABLE);
  }

  private static Entry files(
      String name, String description, Optional<Path> location, String remedy) {
    return location.isPresent()
        ? new Entry(name, description, State.FOUND, location, Optional.empty())
        : new Entry(name, description, State.MISSING, location, Optional.of(remedy));
  }

  private static Entry generated(String name, String description) {
    return new Entry(name, description, State.GENERATED, Optional.empty(), Optional.empty());
  }

  private static Entry yours(String name, String description) {
    return new Entry(name, description, State.YOURS, Optional.empty(), Optional.empty());
  }
}
