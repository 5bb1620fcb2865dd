package brink.lab.analysis;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of results.
 *
 * @param name of its file, as {@code table-2}
 * @param title a few words
 * @param note what its columns are
 * @param heads of the columns
 * @param rows cells, as many as heads
 */
public record Listing(
    String name, String title, String note, List<String> heads, List<List<String>> rows) {
  /** As comma-separated values with a heading. */
  public String csv() {
    return Stream.concat(Stream.of(heads), rows.stream())
        .map(cells -> cells.stream().map(Listing::quoted).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String quoted(String cell) {
    return cell.matches("[^,\"\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
