package brink.nn.data;

import brink.core.error.InputError;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Checks on the numbers of users' own files. */
final class OwnData {
  private static final int MOST_CLASSES = 1 << 16; // every class is an output of the network

  private OwnData() {}

  /**
   * Labels from numbers.
   *
   * @param classes C; when empty, the largest label plus one
   * @param where names the place of the i-th number
   * @throws InputError when a number is not whole or not in 0 .. C-1
   */
  static Targets.Labels labels(
      double[] numbers, Optional<Integer> classes, IntFunction<String> where) {
    if (classes.filter(c -> c < 1 || c > MOST_CLASSES).isPresent()) {
      throw new InputError(
          "source.classes is %d: give 1 to %d.".formatted(classes.get(), MOST_CLASSES));
    }
    int most = classes.orElse(MOST_CLASSES) - 1;
    for (int i = 0; i < numbers.length; i++) {
      if (!(numbers[i] >= 0 && numbers[i] <= most && numbers[i] == Math.rint(numbers[i]))) {
        throw new InputError(
            "%s holds the label %s, which is none of 0 to %d: correct it, or set the targets to values."
                .formatted(where.apply(i), text(numbers[i]), most));
      }
    }
    var labels = Arrays.stream(numbers).mapToInt(number -> (int) number).toArray();
    int count = classes.orElse(Arrays.stream(labels).max().orElse(0) + 1);
    return new Targets.Labels(
        labels, IntStream.range(0, count).mapToObj(Integer::toString).toList());
  }

  /** Refuses NaN and infinities. */
  static void requireFinite(double[] numbers, IntFunction<String> where) {
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isFinite(numbers[i])) {
        throw new InputError(
            where.apply(i) + " is " + numbers[i] + ": replace it by a number or drop the example.");
      }
    }
  }

  private static String text(double number) {
    return number == Math.rint(number) ? "%.0f".formatted(number) : Double.toString(number);
  }
}
