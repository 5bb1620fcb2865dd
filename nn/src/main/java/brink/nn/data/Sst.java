package brink.nn.data;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The Stanford Sentiment Treebank (Socher et al., Recursive Deep Models for Semantic
 * Compositionality Over a Sentiment Treebank, 2013): sentences of film reviews as trees, each node
 * with one of five classes from very negative to very positive. The training texts are those of
 * train.txt, the test texts those of test.txt; dev.txt is not used. The files' first sentences are
 * mostly positive: draw subsets with a seed.
 *
 * <p>An example is a text as an array [W x D], W words (or tokens) of D numbers, row-major:
 *
 * <ul>
 *   <li>with a {@link #model}, RoBERTa-base as Lowell and Kastner (2024) used it: the model reads
 *       the whole text, as far as its first 512 tokens; of the rows of last_hidden_state those of
 *       the special tokens ({@code <s>}, {@code </s>}) are left out, the first W of the others
 *       kept, and rows of zeros added where there are fewer. A row belongs to a token of the
 *       byte-level BPE, so a long word takes several. (The paper says "cropped or zero-padded to 32
 *       words"; what it counts as a word, and that it crops after the model, is our reading.)
 *   <li>without one, a stand-in of the same form: the i-th row is a fixed vector of D standard
 *       normal numbers drawn from the i-th word alone, zeros where there is none. It knows nothing
 *       of meaning; every description of the data says so.
 * </ul>
 *
 * @param path of the folder sst-trees, or of a folder that holds it; when empty, the {@link Places}
 *     are searched
 * @param units what is a text: sentences, or all labelled phrases in them, as published
 * @param words W, 1 .. 512
 * @param model folder with model.onnx and tokenizer.json of RoBERTa; when empty, the stand-in
 * @param dimension D of the stand-in, 1 .. 4096; {@value #DIMENSION} when empty. A model has its
 *     own (RoBERTa-base: 768)
 */
@Doc("sentences of film reviews as vectors of their words; five classes")
public record Sst(
    @Doc("folder sst-trees; searched for where not given") Optional<Path> path,
    @Doc("sentences, or phrases: every labelled node of their trees") @Default("sentences")
        Units units,
    @Doc("words of a text that are kept; shorter ones are padded with zeros") @Default("32")
        int words,
    @Doc(
            "folder with RoBERTa as model.onnx and tokenizer.json; random word vectors where not given")
        Optional<Path> model,
    @Doc("numbers a word, of the random vectors; 64 where not given") Optional<Integer> dimension)
    implements DataSource {
  /** D of the stand-in where none is given. */
  public static final int DIMENSION = 64;

  /** How to make a model's folder: one command, after {@code pip install optimum-onnx}. */
  public static final String EXPORT =
      "optimum-cli export onnx --model FacebookAI/roberta-base --task feature-extraction FOLDER";

  /** Tokens that RoBERTa reads. */
  static final int MOST_TOKENS = 512;

  private static final int MOST_DIMENSIONS = 4096;

  /** What is a text. */
  public enum Units {
    /** The whole sentences: 8,544 for training. */
    SENTENCES,
    /**
     * Every node of the trees, the sentences and single words among them: 318,582 for training. A
     * phrase counts as often as it occurs; they come sentence by sentence, each before its parts.
     */
    PHRASES
  }

  /**
   * @throws InputError when the words or the dimension are out of range, or the dimension is given
   *     with a model
   */
  public Sst {
    if (words < 1 || words > MOST_TOKENS) {
      throw new InputError(
          "source.words is %d: give 1 to %d, as many as the model reads"
              .formatted(words, MOST_TOKENS));
    }
    if (dimension.filter(d -> d < 1 || d > MOST_DIMENSIONS).isPresent()) {
      throw new InputError(
          "source.dimension is %d: give 1 to %d".formatted(dimension.get(), MOST_DIMENSIONS));
    }
    if (model.isPresent() && dimension.isPresent()) {
      throw new InputError(
          "source.dimension has no meaning beside source.model, which has its own: remove one of them");
    }
  }

  /** Sentences of 32 words, from the files in a folder or in the places, by a model or not. */
  public static Sst of(Optional<Path> path, Optional<Path> model) {
    return new Sst(path, Units.SENTENCES, 32, model, Optional.empty());
  }
}
