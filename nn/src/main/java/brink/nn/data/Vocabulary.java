package brink.nn.data;

import brink.core.error.InputError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The words that are told apart, numbered from the most frequent one on; words of one frequency in
 * the order in which they first occur.
 *
 * @param words [V], {@link #UNKNOWN} among them
 * @param numbers of the words: place in the list
 */
record Vocabulary(List<String> words, Map<String, Integer> numbers) {
  /** Stands for every word that is not in the vocabulary. */
  static final String UNKNOWN = "<unk>";

  /**
   * The most frequent words of a text. {@link #UNKNOWN} is always one of them: in the last place
   * where it does not occur, or less often than the others.
   *
   * @param text its words, as often as they occur
   * @param size V
   * @param where the text stands, for people
   * @throws InputError when the text has fewer different words
   */
  static Vocabulary of(Stream<String> text, int size, String where) {
    var counts = new LinkedHashMap<String, Integer>();
    text.forEachOrdered(word -> counts.merge(word, 1, Integer::sum));
    counts.putIfAbsent(UNKNOWN, 0);
    if (size > counts.size()) {
      throw new InputError(
          "A vocabulary of %d words is asked for, but %s has %d different ones (%s and %s counted): set source.vocabulary to at most %d."
              .formatted(size, where, counts.size(), WikiText2Files.END, UNKNOWN, counts.size()));
    }
    var words =
        new ArrayList<>(
            counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(size)
                .map(Map.Entry::getKey)
                .toList());
    if (!words.contains(UNKNOWN)) {
      words.set(size - 1, UNKNOWN);
    }
    var numbers = new HashMap<String, Integer>();
    words.forEach(word -> numbers.put(word, numbers.size()));
    return new Vocabulary(List.copyOf(words), Map.copyOf(numbers));
  }

  /** The number of a word, that of {@link #UNKNOWN} where it has none. */
  int number(String word) {
    return numbers.getOrDefault(word, numbers.get(UNKNOWN));
  }
}
