package brink.lab.analysis;

import brink.core.setting.Doc;
import brink.nn.data.DataSet;
import brink.nn.data.DataSource;
import brink.nn.data.DataSpec;
import brink.nn.data.Places;
import brink.nn.data.Subset;
import java.util.Optional;

/**
 * Held-out examples, scaled with the statistics of the training examples. Where the training is on
 * some classes only, so are they.
 *
 * @param count how many; all where empty
 * @param seed of a draw; the first ones where empty
 * @param source of the examples, for data that has no test part of its own
 */
public record TestSet(
    @Doc("how many examples; all where not given") Optional<Integer> count,
    @Doc("of a random draw; the first ones where not given") Optional<Long> seed,
    @Doc("where they come from; the test part of the training data where not given")
        Optional<DataSource> source) {
  /** Checks the count. */
  public TestSet {
    new Subset(count, seed, Optional.empty());
  }

  /**
   * Loads them.
   *
   * @throws brink.core.error.InputError when a file is missing or broken, there are too few, or the
   *     training data has no test part
   */
  public DataSet load(DataSpec training, Places places) {
    var held = new Subset(count, seed, training.subset().classes());
    return source
        .map(other -> training.loadOther(other, held, places))
        .orElseGet(() -> training.loadTest(held, places));
  }
}
