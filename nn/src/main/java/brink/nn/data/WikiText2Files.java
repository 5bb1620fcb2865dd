package brink.nn.data;

import brink.core.error.InputError;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The official files of {@link WikiText2}: text in UTF-8, words told apart by spaces. */
final class WikiText2Files {
  /** The word at the end of every line. */
  static final String END = "<eos>";

  /** Where they lie. The vocabulary is that of the training text, so that one has to be there. */
  static final SourceFolder FOLDER =
      new SourceFolder("WikiText-2", "wikitext-2", List.of(file(Part.TRAINING), file(Part.TEST)));

  private WikiText2Files() {}

  /** The name of a part's file. */
  static String file(Part part) {
    return switch (part) {
      case TRAINING -> "wiki.train.tokens";
      case TEST -> "wiki.test.tokens";
    };
  }

  /**
   * The windows of a part.
   *
   * @throws InputError when a file is missing, unreadable or empty, has fewer different words than
   *     the vocabulary, or is shorter than one window
   */
  static Examples open(WikiText2 source, Part part, Places places) {
    var folder = FOLDER.find(source.path(), places);
    var training = folder.resolve(file(Part.TRAINING));
    var lines = TextFile.lines(training);
    var vocabulary = Vocabulary.of(words(lines), source.vocabulary(), training.toString());
    var wanted = folder.resolve(file(part));
    var text = part == Part.TRAINING ? lines : TextFile.lines(wanted);
    var tokens = words(text).mapToInt(vocabulary::number).toArray();
    return windows(source.length(), part, vocabulary, tokens, wanted);
  }

  private static Examples windows(
      int length, Part part, Vocabulary vocabulary, int[] tokens, Path file) {
    int windows = (tokens.length - 1) / length; // every token of a window has a next one
    if (windows < 1) {
      throw new InputError(
          "%s has %d words, ends of lines counted, too few for a window of %d and the word after it: set source.length to at most %d."
              .formatted(file, tokens.length, length, tokens.length - 1));
    }
    int kept = windows * length;
    var inputs = Arrays.stream(tokens).limit(kept).asDoubleStream().toArray();
    var next = Arrays.copyOfRange(tokens, 1, kept + 1);
    var title = part == Part.TRAINING ? "WikiText-2 training windows" : "WikiText-2 test windows";
    return new Examples.Numbers(
        "%s of %d words, %d told apart".formatted(title, length, vocabulary.words().size()),
        List.of(length),
        inputs,
        new Targets.Tokens(next, length, vocabulary.words()));
  }

  /** The words of a text, each line's end among them. */
  private static Stream<String> words(List<String> lines) {
    return lines.stream()
        .flatMap(line ->
            Stream.concat(
                Arrays.stream(line.split(" ")).filter(word -> !word.isEmpty()), Stream.of(END)));
  }
}
