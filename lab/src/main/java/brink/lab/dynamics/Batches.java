package brink.lab.dynamics;

import brink.core.error.InputError;
import brink.core.random.RandomStream;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import brink.nn.data.DataSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The examples of each step of stochastic descent.
 *
 * <p>Without replacement, every epoch goes through the examples in a new random order, in batches
 * of exactly this size: what is left over at its end, fewer than a batch, is left out of it. With
 * replacement every example of every batch is drawn from all.
 *
 * @param size examples a batch, at least 1
 * @param replacement whether each is drawn from all
 * @param seed of the draws
 */
public record Batches(
    @Doc("examples a step") int size,
    @Doc("draw each example from all, instead of going through them in epochs") @Default("false")
        boolean replacement,
    @Doc("of the order") @Default("1") long seed) {
  /** Checks the size. */
  public Batches {
    if (size < 1) {
      throw new InputError("a batch holds at least 1 example, not " + size);
    }
  }

  /**
   * Checks that a batch can be filled.
   *
   * @throws InputError if there are fewer examples
   */
  public void requireFit(DataSet data) {
    if (size > data.size()) {
      throw new InputError(
          "A batch of %d examples is larger than the data, %d: give descent.batch.size of at most %d, or leave descent.batch out for whole gradients."
              .formatted(size, data.size(), data.size()));
    }
  }

  /** Steps in which as many examples are seen as there are: an epoch. */
  public int epoch(int examples) {
    return Math.max(1, examples / size);
  }

  /**
   * The rows of one batch after the other, of so many examples.
   *
   * @param skipped batches that were seen already: they are drawn again, which takes far less than
   *     the steps they were for
   */
  Supplier<int[]> over(int examples, long skipped) {
    var all = over(examples);
    for (long i = 0; i < skipped; i++) {
      all.get();
    }
    return all;
  }

  private Supplier<int[]> over(int examples) {
    var random = RandomStream.of(seed, "batches");
    if (replacement) {
      return () -> IntStream.generate(() -> random.nextInt(examples)).limit(size).toArray();
    }
    var order = IntStream.range(0, examples).toArray();
    int batches = epoch(examples);
    var next = new int[] {batches}; // batch of this epoch
    return () -> {
      if (next[0] == batches) {
        for (int i = examples - 1; i > 0; i--) {
          int j = random.nextInt(i + 1);
          int row = order[i];
          order[i] = order[j];
          order[j] = row;
        }
        next[0] = 0;
      }
      int from = size * next[0]++;
      return IntStream.range(from, from + size).map(i -> order[i]).toArray();
    };
  }

  /** In words, after a comma. */
  String describe() {
    return ", batches of %d%s, seed %d"
        .formatted(size, replacement ? " with replacement" : "", seed);
  }

  /** The rows of one batch after the other, of so many examples: for those who measure. */
  public Supplier<int[]> draws(int examples) {
    return over(examples);
  }
}
