package brink.nn.data;

import brink.core.error.InputError;
import java.util.BitSet;
import java.util.List;

/**
 * Chosen examples, read but not yet scaled.
 *
 * @param statement which they are, in words
 * @param inputs [n x d]
 */
record Selection(String statement, List<Integer> shape, double[] inputs, Targets targets) {
  static Selection of(Examples examples, Subset subset) {
    return of(examples, subset, subset.choose(examples));
  }

  /** Given indices; the subset only names them and numbers their classes. */
  static Selection of(Examples examples, Subset subset, int[] chosen) {
    var statement = examples.title() + " (" + subset.describe(chosen.length, examples.size()) + ")";
    return new Selection(
        statement,
        examples.shape(),
        inputs(examples, chosen),
        subset.of(examples.targets(), chosen));
  }

  int features() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** The data set; scales the inputs in place, so this selection is not used again. */
  DataSet scaled(FittedScaling scaling) {
    scaling.apply(inputs);
    return DataSet.of(statement + ", " + scaling.statement(), shape, inputs, targets);
  }

  private static double[] inputs(Examples examples, int[] chosen) {
    int d = examples.features();
    if ((long) chosen.length * d > Integer.MAX_VALUE - 8) {
      throw new InputError(
          "%d of the %s have %d numbers each, more than one array holds: set subset.count to at most %d."
              .formatted(chosen.length, examples.title(), d, (Integer.MAX_VALUE - 8) / d));
    }
    var inputs = new double[chosen.length * d];
    switch (examples) {
      case Examples.Numbers numbers -> {
        for (int row = 0; row < chosen.length; row++) {
          System.arraycopy(numbers.inputs(), chosen[row] * d, inputs, row * d, d);
        }
      }
      case Examples.Pixels pixels -> {
        var rowOf = rowOf(examples, chosen);
        pixels.visit(
            wanted(chosen),
            (index, bytes) -> {
              for (int j = 0; j < d; j++) {
                inputs[rowOf[index] * d + j] = bytes[j] & 0xff;
              }
            });
      }
      case Examples.Vectors vectors -> {
        var rowOf = rowOf(examples, chosen);
        vectors.visit(
            wanted(chosen),
            (index, values) -> System.arraycopy(values, 0, inputs, rowOf[index] * d, d));
      }
    }
    return inputs;
  }

  private static BitSet wanted(int[] chosen) {
    var wanted = new BitSet();
    for (int index : chosen) {
      wanted.set(index);
    }
    return wanted;
  }

  /** Of the chosen examples, their row. */
  private static int[] rowOf(Examples examples, int[] chosen) {
    var rowOf = new int[examples.size()];
    for (int row = 0; row < chosen.length; row++) {
      rowOf[chosen[row]] = row;
    }
    return rowOf;
  }
}
