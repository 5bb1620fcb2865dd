package brink.nn.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Time series with classes in the text format {@code .ts} of the UEA and UCR archives: lines that
 * begin with {@code #} are comments; lines that begin with {@code @} are headers (their names in
 * either case): {@code @problemName}, {@code @timeStamps}, {@code @missing}, {@code @univariate},
 * {@code @dimensions}, {@code @equalLength}, {@code @seriesLength}, {@code @classLabel true NAME
 * NAME ..}; after a line {@code @data} every line is one series, its dimensions and, last, its
 * class divided by {@code :}, the values of a dimension by {@code ,}.
 *
 * <p>All dimensions of a series are equally long here, and all series have the same number of
 * dimensions; their lengths may differ where {@code @equalLength} is false. Missing values, time
 * stamps and files without classes are refused.
 *
 * @param dimensions of every series
 * @param classNames in the header's order
 * @param series in the file's order, at least one
 */
record TsFile(int dimensions, List<String> classNames, List<Series> series) {
  /**
   * One series.
   *
   * @param line of the file, from 1
   * @param dimensions each [length]
   * @param label index of its class
   */
  record Series(int line, List<double[]> dimensions, int label) {
    /** Values a dimension. */
    int length() {
      return dimensions.getFirst().length;
    }

    /** Whether another one has the same numbers, whatever its class. */
    boolean sameValues(Series other) {
      return IntStream.range(0, dimensions.size())
          .allMatch(i -> Arrays.equals(dimensions.get(i), other.dimensions.get(i)));
    }
  }

  /**
   * Reads a file.
   *
   * @throws brink.core.error.InputError when it is missing, empty or broken, naming the line
   */
  static TsFile read(Path path) {
    return TsParser.parse(path.toString(), TextFile.lines(path));
  }
}
