package brink.nn.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The published files of {@link Sst}: one tree a line, UTF-8. */
final class SstFiles {
  /** Where they lie. */
  static final SourceFolder FOLDER =
      new SourceFolder("SST", "sst-trees", List.of(file(Part.TRAINING), file(Part.TEST)));

  static final List<String> CLASSES =
      List.of("very negative", "negative", "neutral", "positive", "very positive");

  private SstFiles() {}

  /** The name of a part's file. */
  static String file(Part part) {
    return switch (part) {
      case TRAINING -> "train.txt";
      case TEST -> "test.txt";
    };
  }

  /**
   * The texts of a part.
   *
   * @throws brink.core.error.InputError when a file is missing or broken, or the model cannot be
   *     used
   */
  static Examples open(Sst source, Part part, Places places) {
    var path = FOLDER.find(source.path(), places).resolve(file(part));
    var texts = trees(path).stream().flatMap(tree -> texts(tree, source.units())).toList();
    WordVectors vectors =
        source
            .model()
            .<WordVectors>map(model -> ModelVectors.open(model, source.words(), places))
            .orElseGet(
                () -> new RandomVectors(source.words(), source.dimension().orElse(Sst.DIMENSION)));
    var units = source.units() == Sst.Units.SENTENCES ? "sentences" : "phrases";
    var title =
        "SST %s %s (%s)"
            .formatted(part == Part.TRAINING ? "training" : "test", units, vectors.describe());
    return new SstExamples(title, texts, vectors);
  }

  /** The trees of a file; lines without text are passed over. */
  static List<SentimentTree> trees(Path file) {
    var lines = TextFile.lines(file);
    var trees = new ArrayList<SentimentTree>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        trees.add(SentimentTree.parse(lines.get(i), file + ", line " + (i + 1)));
      }
    }
    return trees;
  }

  private static Stream<SstExamples.Text> texts(SentimentTree tree, Sst.Units units) {
    return tree.nodes().stream()
        .limit(units == Sst.Units.SENTENCES ? 1 : tree.nodes().size())
        .map(node -> new SstExamples.Text(tree.words(node), node.label()));
  }
}
