package brink.lab.record;

import brink.core.error.InputError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How rows of one kind stand in files: the columns in order, and the row that cells make.
 *
 * @param kind the {@code type} of its lines in {@code metrics.jsonl}
 * @param name of its Parquet file, without the ending
 * @param columns in order
 * @param make the row of one line's cells
 */
record Table<R extends Row>(
    String kind, String name, List<Column<R>> columns, Function<Cells, R> make) {

  /** The SQL type of a column. */
  enum Type {
    BIGINT,
    DOUBLE,
    BOOLEAN,
    VARCHAR
  }

  /** One column: absent values are JSON's null and SQL's NULL. */
  record Column<R>(String key, Type type, Function<R, ? extends Optional<?>> value) {}

  static <R extends Row> Table<R> named(String kind, String name, Function<Cells, R> make) {
    return new Table<>(kind, name, List.of(), make);
  }

  Table<R> whole(String key, Function<R, Long> value) {
    return with(new Column<>(key, Type.BIGINT, value.andThen(Optional::of)));
  }

  Table<R> real(String key, Function<R, Double> value) {
    return with(new Column<>(key, Type.DOUBLE, value.andThen(Optional::of)));
  }

  Table<R> maybe(String key, Function<R, Optional<Double>> value) {
    return with(new Column<>(key, Type.DOUBLE, value));
  }

  Table<R> flag(String key, Function<R, Boolean> value) {
    return with(new Column<>(key, Type.BOOLEAN, value.andThen(Optional::of)));
  }

  Table<R> maybeFlag(String key, Function<R, Optional<Boolean>> value) {
    return with(new Column<>(key, Type.BOOLEAN, value));
  }

  Table<R> text(String key, Function<R, String> value) {
    return with(new Column<>(key, Type.VARCHAR, value.andThen(Optional::of)));
  }

  private Table<R> with(Column<R> column) {
    var more = new ArrayList<>(columns);
    more.add(column);
    return new Table<>(kind, name, List.copyOf(more), make);
  }

  /** The row's line: its kind under {@code type}, then its columns. */
  Map<String, Object> line(R row) {
    var line = new LinkedHashMap<String, Object>();
    line.put("type", kind);
    for (var column : columns) {
      var value = column.value().apply(row);
      if (value.orElse(null) instanceof Double d && !Double.isFinite(d)) {
        throw new InputError(
            "The "
                + kind
                + "'s "
                + column.key()
                + " is "
                + d
                + " in "
                + row
                + ": the computation has broken down, try a smaller step size or tolerance.");
      }
      line.put(column.key(), value.orElse(null));
    }
    return line;
  }

  /** The columns as DuckDB declares them for JSON: {@code {"type": 'VARCHAR', "step": ...}}. */
  String declaration() {
    return columns.stream()
        .map(c -> ", \"" + c.key() + "\": '" + c.type() + "'")
        .collect(Collectors.joining("", "{\"type\": 'VARCHAR'", "}"));
  }

  /** The columns' keys as SQL lists them. */
  String keys() {
    return columns.stream().map(c -> "\"" + c.key() + "\"").collect(Collectors.joining(", "));
  }
}
