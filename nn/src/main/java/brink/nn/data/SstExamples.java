package brink.nn.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The texts of one part of SST; vectors are made when visited.
 *
 * @param texts all of them, in their order
 */
record SstExamples(String title, List<Text> texts, WordVectors vectors)
    implements Examples.Vectors {
  private static final int CHUNK = 512;

  /** A sentence or phrase with its class. */
  record Text(List<String> words, int label) {}

  @Override
  public List<Integer> shape() {
    return List.of(vectors.words(), vectors.dimension());
  }

  @Override
  public int size() {
    return texts.size();
  }

  @Override
  public Targets targets() {
    var labels = texts.stream().mapToInt(Text::label).toArray();
    return new Targets.Labels(labels, SstFiles.CLASSES);
  }

  @Override
  public void visit(BitSet wanted, VectorVisitor visitor) {
    var indices = wanted.stream().toArray();
    for (int from = 0; from < indices.length; from += CHUNK) {
      int to = Math.min(from + CHUNK, indices.length);
      var chunk = Arrays.stream(indices, from, to).mapToObj(i -> texts.get(i).words());
      var made = vectors.of(chunk.toList());
      for (int i = from; i < to; i++) {
        visitor.accept(indices[i], made.get(i - from));
      }
    }
  }
}
