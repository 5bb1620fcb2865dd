package brink.nn.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A data set at a glance.
 *
 * @param name of the data set
 * @param examples n
 * @param shape of one example
 * @param least of all inputs
 * @param greatest of all inputs
 * @param outputs classes, values an example, or the size of the vocabulary
 * @param classCounts examples of each class; empty when the targets are values or tokens
 * @param targets in words
 * @param hash of the content
 */
public record DataSummary(
    String name,
    int examples,
    List<Integer> shape,
    double least,
    double greatest,
    int outputs,
    List<Integer> classCounts,
    String targets,
    String hash) {
  /** Of a data set. */
  public static DataSummary of(DataSet data) {
    var range = Arrays.stream(data.inputs()).summaryStatistics();
    var counts =
        switch (data.targets()) {
          case Targets.Labels(var labels, var names) -> {
            var tally = new ArrayList<>(Collections.nCopies(names.size(), 0));
            for (int label : labels) {
              tally.set(label, tally.get(label) + 1);
            }
            yield List.copyOf(tally);
          }
          case Targets.Values _, Targets.Tokens _ -> List.<Integer>of();
        };
    int outputs = data.targets().outputs();
    var targets =
        switch (data.targets()) {
          case Targets.Labels _ -> outputs + " classes, of each " + counts;
          case Targets.Values _ -> outputs + " numbers an example";
          case Targets.Tokens tokens ->
              "the next of %d words at each of %d positions".formatted(outputs, tokens.rows());
        };
    return new DataSummary(
        data.name(),
        data.size(),
        data.shape(),
        range.getMin(),
        range.getMax(),
        outputs,
        counts,
        targets,
        data.hash());
  }
}
