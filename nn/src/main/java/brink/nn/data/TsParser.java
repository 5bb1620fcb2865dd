package brink.nn.data;

import brink.core.error.InputError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Parses {@link TsFile}.
 *
 * @param where the file, for people
 * @param headers what stands after each header's name, the name in lower case
 */
record TsParser(String where, Map<String, Header> headers) {
  private record Header(int line, String text) {}

  static TsFile parse(String where, List<String> lines) {
    var headers = new HashMap<String, Header>();
    int data = 0;
    while (data < lines.size() && !isData(lines.get(data))) {
      var line = lines.get(data).strip();
      data++;
      if (line.startsWith("@")) {
        var parts = line.split("\\s+", 2);
        var text = parts.length > 1 ? parts[1] : "";
        headers.put(parts[0].toLowerCase(Locale.ROOT), new Header(data, text));
      } else if (isContent(line)) {
        throw new InputError(
            "%s, line %d, is neither a comment nor a header and stands before a line @data: correct it, or put @data before the first series."
                .formatted(where, data));
      }
    }
    if (data == lines.size()) {
      throw new InputError(where + " has no line @data: fetch it again.");
    }
    return new TsParser(where, headers).series(lines, data + 1);
  }

  private static boolean isData(String line) {
    return line.strip().equalsIgnoreCase("@data");
  }

  private static boolean isContent(String line) {
    return !line.isBlank() && !line.startsWith("#");
  }

  private TsFile series(List<String> lines, int from) {
    refuse("@timestamps", "time stamps");
    var classes = classes();
    var dimensions = number("@dimensions");
    var length = equalLength() ? number("@serieslength") : Optional.<Integer>empty();
    var all = new ArrayList<TsFile.Series>();
    for (int i = from; i < lines.size(); i++) {
      var line = lines.get(i).strip();
      if (isContent(line)) {
        var series = series(i + 1, line, classes);
        var first = all.isEmpty() ? series : all.getFirst();
        int wanted = dimensions.orElse(first.dimensions().size());
        require(series, series.dimensions().size(), wanted, "dimensions");
        require(series, series.length(), length.orElse(lengthAs(first, series)), "values");
        all.add(series);
      }
    }
    if (all.isEmpty()) {
      throw new InputError(where + " has no series after its line @data: fetch it again.");
    }
    return new TsFile(all.getFirst().dimensions().size(), classes, List.copyOf(all));
  }

  /** How long a series has to be where the header names no length. */
  private int lengthAs(TsFile.Series first, TsFile.Series series) {
    return equalLength() ? first.length() : series.length();
  }

  private void require(TsFile.Series series, int found, int wanted, String what) {
    if (found != wanted) {
      throw new InputError(
          "%s, line %d, has %d %s where %d belong: correct or remove the line."
              .formatted(where, series.line(), found, what, wanted));
    }
  }

  private TsFile.Series series(int line, String text, List<String> classes) {
    var parts = text.split(":", -1);
    var name = parts[parts.length - 1].strip();
    int label = classes.indexOf(name);
    if (label < 0) {
      throw new InputError(
          "%s, line %d, ends with the class \"%s\", which is none of %s: correct or remove the line."
              .formatted(where, line, shown(name), classes));
    }
    if (parts.length < 2) {
      throw new InputError(
          "%s, line %d, has a class but no values: correct or remove the line."
              .formatted(where, line));
    }
    var dimensions = new ArrayList<double[]>();
    for (int d = 0; d < parts.length - 1; d++) {
      dimensions.add(values(line, d + 1, parts[d]));
      if (dimensions.getLast().length != dimensions.getFirst().length) {
        throw new InputError(
            "%s, line %d, has %d values in dimension 1 but %d in dimension %d: correct or remove the line."
                .formatted(
                    where, line, dimensions.getFirst().length, dimensions.getLast().length, d + 1));
      }
    }
    return new TsFile.Series(line, List.copyOf(dimensions), label);
  }

  private double[] values(int line, int dimension, String text) {
    var cells = text.split(",", -1);
    var values = new double[cells.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(line, dimension, i + 1, cells[i].strip());
    }
    return values;
  }

  private double value(int line, int dimension, int place, String cell) {
    try {
      double value = Double.parseDouble(cell);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException _) {
      // Told below, as numbers that are not finite are.
    }
    var what = cell.equals("?") ? "a missing value" : "\"" + shown(cell) + "\", no finite number";
    throw new InputError(
        "%s, line %d, has as value %d of dimension %d %s: correct or remove the line."
            .formatted(where, line, place, dimension, what));
  }

  private List<String> classes() {
    var header = Optional.ofNullable(headers.get("@classlabel"));
    var words = header.map(h -> List.of(h.text().split("\\s+"))).orElse(List.of("false"));
    if (!words.getFirst().equalsIgnoreCase("true") || words.size() < 2) {
      throw new InputError(
          "%s has no classes: it needs a line @classLabel true with the classes' names."
              .formatted(header.map(h -> where + ", line " + h.line() + ",").orElse(where)));
    }
    var names = words.subList(1, words.size());
    if (new HashSet<>(names).size() < names.size()) {
      throw new InputError(
          "%s, line %d, names a class twice in %s: correct the line."
              .formatted(where, header.orElseThrow().line(), names));
    }
    return names;
  }

  private boolean equalLength() {
    return !says("@equallength", "false");
  }

  private void refuse(String name, String what) {
    if (says(name, "true")) {
      throw new InputError(
          "%s, line %d, announces %s, which are not supported: give series of plain values."
              .formatted(where, headers.get(name).line(), what));
    }
  }

  private boolean says(String name, String text) {
    return headers.containsKey(name) && headers.get(name).text().strip().equalsIgnoreCase(text);
  }

  private Optional<Integer> number(String name) {
    return Optional.ofNullable(headers.get(name)).map(header -> positive(name, header));
  }

  private int positive(String name, Header header) {
    var text = header.text().strip();
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new InputError(
          "%s, line %d, gives \"%s\" for %s, which is no whole number of at least 1: correct the line."
              .formatted(where, header.line(), shown(text), name));
    }
    return Integer.parseInt(text);
  }

  private static String shown(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "..";
  }
}
