package brink.nn.data;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import brink.core.setting.Kind;
import java.nio.file.Path;
import java.util.Optional;

/**
 * WikiText-2 (Merity, Xiong, Bradbury and Socher, Pointer Sentinel Mixture Models, 2016): articles
 * of Wikipedia as a sequence of words, told apart by spaces, with {@code <eos>} at the end of every
 * line. A word is a token; the {@link Vocabulary} numbers those that are frequent in
 * wiki.train.tokens, and {@code <unk>} stands for all others.
 *
 * <p>Example i is the i-th window of T consecutive tokens, t_{iT} .. t_{iT+T-1}, as numbers of
 * shape [T]; its targets are the tokens that come next, t_{iT+1} .. t_{iT+T}. Windows do not
 * overlap; what is left at the end is dropped. The training windows are those of wiki.train.tokens,
 * the test windows those of wiki.test.tokens.
 *
 * @param path of the folder wikitext-2, or of a folder that holds it; when empty, the {@link
 *     Places} are searched
 * @param vocabulary V, how many tokens are told apart, {@code <unk>} among them, at least 2
 * @param length T, at least 1
 */
@Kind("wikitext-2")
@Doc("articles of Wikipedia, word by word; each word is to be foretold")
public record WikiText2(
    @Doc("folder wikitext-2; searched for where not given") Optional<Path> path,
    @Doc("how many words are told apart, the most frequent ones") @Default("1000") int vocabulary,
    @Doc("words an example") @Default("32") int length)
    implements DataSource {
  /**
   * @throws InputError when the vocabulary or the length is too small
   */
  public WikiText2 {
    if (vocabulary < 2) {
      throw new InputError(
          "a vocabulary of %d tells nothing apart: set vocabulary to at least 2"
              .formatted(vocabulary));
    }
    if (length < 1) {
      throw new InputError(
          "windows of length %d hold no word: set length to at least 1".formatted(length));
    }
  }
}
