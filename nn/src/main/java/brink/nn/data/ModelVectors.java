package brink.nn.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The vectors that a language model gives to the tokens of a text ({@link SentenceModel}), made
 * once and then kept in the cache ({@link VectorCache}).
 *
 * @param folder of the model
 * @param hash SHA-256 of its files
 * @param libraries where native libraries may be unpacked
 */
record ModelVectors(
    Path folder, String hash, int words, int dimension, VectorCache cache, Path libraries)
    implements WordVectors {
  /** Texts that are in memory at once. */
  private static final int CHUNK = 64;

  /**
   * Loads the model once, so that a broken one is told before anything else is done.
   *
   * @throws brink.core.error.InputError when the folder holds no model that can be used
   */
  static ModelVectors open(Path folder, int words, Places places) {
    var libraries = places.cache().resolve("djl");
    var hash = SentenceModel.hash(folder);
    try (var model = SentenceModel.open(folder, libraries)) {
      int dimension = model.dimension();
      var cache = VectorCache.of(places.cache(), hash, "rows %d of %d".formatted(words, dimension));
      return new ModelVectors(folder, hash, words, dimension, cache, libraries);
    }
  }

  @Override
  public String describe() {
    return "%d tokens, embedded by the model %s, SHA-256 %s"
        .formatted(words, folder.toAbsolutePath().normalize().getFileName(), hash.substring(0, 16));
  }

  @Override
  public List<double[]> of(List<List<String>> texts) {
    var keys = texts.stream().map(words -> String.join(" ", words)).toList();
    int numbers = words * dimension;
    var missing = new LinkedHashMap<String, Boolean>();
    keys.stream().filter(key -> !cache.has(key, numbers)).forEach(key -> missing.put(key, true));
    if (!missing.isEmpty()) {
      fill(missing.keySet());
    }
    return keys.stream().map(key -> cache.read(key, numbers)).toList();
  }

  private void fill(Collection<String> texts) {
    try (var model = SentenceModel.open(folder, libraries)) {
      var rest = new ArrayList<>(texts);
      for (int from = 0; from < rest.size(); from += CHUNK) {
        // The tokenizer is used by one thread at a time; the model by many.
        rest.subList(from, Math.min(from + CHUNK, rest.size())).stream()
            .map(text -> new Read(text, model.tokens(text)))
            .toList()
            .parallelStream()
            .forEach(read -> cache.write(read.text(), model.rows(read.tokens(), words)));
      }
    }
  }

  private record Read(String text, SentenceModel.Tokens tokens) {}
}
