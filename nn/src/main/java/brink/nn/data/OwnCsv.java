package brink.nn.data;

import brink.core.error.InputError;
import brink.core.error.Why;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads {@link CsvFile} sources. */
final class OwnCsv {
  private OwnCsv() {}

  /** Rows of numbers, and the line each ends on. */
  private record Table(List<String> names, List<double[]> rows, List<Long> lines) {}

  static Examples read(CsvFile source) {
    var path = source.path().toString();
    var table = table(source);
    var names = table.names();
    var targets = targetColumns(source, names);
    var inputs = IntStream.range(0, names.size()).filter(j -> !targets.contains(j)).toArray();
    if (inputs.length == 0) {
      throw new InputError(path + " has no input columns besides its targets: add one.");
    }
    var x = columns(table, inputs);
    var y = columns(table, targets.stream().mapToInt(Integer::intValue).toArray());
    var read =
        switch (source.means()) {
          case LABELS ->
              OwnData.labels(y, source.classes(), i -> path + ", line " + table.lines().get(i));
          case VALUES -> new Targets.Values(y, targets.size());
        };
    return new Examples.Numbers(
        "examples of " + source.path().getFileName(), List.of(inputs.length), x, read);
  }

  private static List<Integer> targetColumns(CsvFile source, List<String> names) {
    var wanted = source.targets().orElse(List.of(names.getLast()));
    var columns = wanted.stream().map(names::indexOf).toList();
    if (wanted.isEmpty()
        || !names.containsAll(wanted)
        || new HashSet<>(wanted).size() < wanted.size()) {
      throw new InputError(
          "source.targets is %s, but %s has the columns %s: name some of these, each once."
              .formatted(wanted, source.path(), names));
    }
    if (source.means() == TargetKind.LABELS && wanted.size() > 1) {
      throw new InputError(
          "source.targets is %s, but labels stand in one column: name one, or set the kind to values."
              .formatted(wanted));
    }
    if (source.means() == TargetKind.VALUES && source.classes().isPresent()) {
      throw new InputError(
          source.path() + " has values as targets, so source.classes has no meaning: remove it.");
    }
    return columns;
  }

  private static Table table(CsvFile source) {
    var format =
        CSVFormat.RFC4180
            .builder()
            .setIgnoreEmptyLines(true)
            .setIgnoreSurroundingSpaces(true)
            .get();
    try (var reader = withoutMark(Files.newBufferedReader(source.path(), StandardCharsets.UTF_8));
        var parser = CSVParser.builder().setReader(reader).setFormat(format).get()) {
      var records = parser.iterator();
      if (!records.hasNext()) {
        throw new InputError(
            source.path() + " is empty: give a line of column names and the data.");
      }
      var names = header(source, records.next());
      var rows = new ArrayList<double[]>();
      var lines = new ArrayList<Long>();
      while (records.hasNext()) {
        var cells = records.next();
        long line = parser.getCurrentLineNumber();
        rows.add(numbers(source, names, cells, line));
        lines.add(line);
      }
      if (rows.isEmpty()) {
        throw new InputError(
            source.path() + " has column names but no examples: add a line of data.");
      }
      return new Table(names, rows, lines);
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      throw new InputError(
          source.path()
              + " cannot be read ("
              + Why.of(e)
              + "): check the path and that it is UTF-8 text.",
          e);
    }
  }

  /** Some programs put a byte-order mark before the first name. */
  private static BufferedReader withoutMark(BufferedReader reader) throws IOException {
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
    return reader;
  }

  private static List<String> header(CsvFile source, CSVRecord first) {
    var names = first.stream().map(String::strip).toList();
    if (names.stream().allMatch(OwnCsv::isNumber)) {
      throw new InputError(
          source.path() + " starts with numbers: put a first line with the columns' names.");
    }
    if (names.contains("") || new HashSet<>(names).size() < names.size()) {
      throw new InputError(
          "%s has the column names %s: give every column its own.".formatted(source.path(), names));
    }
    return names;
  }

  private static double[] numbers(CsvFile source, List<String> names, CSVRecord cells, long line) {
    if (cells.size() != names.size()) {
      throw new InputError(
          "%s, line %d, has %d cells where the first line names %d columns: complete or remove it."
              .formatted(source.path(), line, cells.size(), names.size()));
    }
    var row = new double[cells.size()];
    for (int j = 0; j < row.length; j++) {
      var cell = cells.get(j).strip();
      if (!isNumber(cell)) {
        throw new InputError(
            "%s, line %d, column %s, holds \"%s\", which is no finite number: correct or remove the line."
                .formatted(source.path(), line, names.get(j), cell));
      }
      row[j] = Double.parseDouble(cell);
    }
    return row;
  }

  private static boolean isNumber(String cell) {
    try {
      return Double.isFinite(Double.parseDouble(cell));
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static double[] columns(Table table, int[] columns) {
    return table.rows().stream()
        .flatMapToDouble(row -> IntStream.of(columns).mapToDouble(j -> row[j]))
        .toArray();
  }
}
