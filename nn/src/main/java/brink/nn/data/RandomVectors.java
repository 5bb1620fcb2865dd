package brink.nn.data;

import brink.core.random.RandomStream;
import java.util.List;

/**
 * A stand-in for a language model: every word has a vector of standard normal numbers from the
 * random stream {@code "sst/WORD"} of seed 0, the same in every text, run and place.
 */
record RandomVectors(int words, int dimension) implements WordVectors {
  @Override
  public String describe() {
    return "%d words, stand-in: random word vectors of %d numbers, not RoBERTa"
        .formatted(words, dimension);
  }

  @Override
  public List<double[]> of(List<List<String>> texts) {
    return texts.stream().map(this::rows).toList();
  }

  private double[] rows(List<String> text) {
    var rows = new double[words * dimension]; // [W x D]
    for (int w = 0; w < Math.min(words, text.size()); w++) {
      var random = RandomStream.of(0, "sst/" + text.get(w));
      for (int j = 0; j < dimension; j++) {
        rows[w * dimension + j] = random.nextGaussian();
      }
    }
    return rows;
  }
}
