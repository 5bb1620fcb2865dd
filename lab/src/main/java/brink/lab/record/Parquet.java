package brink.lab.record;

import brink.core.error.InputError;
import brink.core.error.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tables as Parquet files, by a DuckDB in memory that neither spills to disk nor uses a network.
 */
final class Parquet {
  private Parquet() {}

  /** Writes the lines of the table's kind in {@code metrics} as a Parquet file, whole or not. */
  static void write(Table<?> table, Path metrics, Path file) {
    var part = file.resolveSibling(file.getFileName() + ".part");
    try (var database = open();
        var statement = database.createStatement()) {
      statement.execute(
          "COPY (SELECT %s FROM read_json(%s, format = 'newline_delimited', columns = %s) WHERE type = %s) TO %s (FORMAT parquet, COMPRESSION zstd)"
              .formatted(
                  table.keys(),
                  quoted(pattern(metrics)),
                  table.declaration(),
                  quoted(table.kind()),
                  quoted(part.toString())));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (SQLException | IOException e) {
      throw new InputError(
          file + " cannot be written (" + Why.of(e) + "): check the space on its disk.", e);
    }
  }

  /** All rows of a file. */
  static <R extends Row> List<R> read(Table<R> table, Path file) {
    if (!Files.exists(file)) {
      throw new InputError(file + " is missing: the run folder is not complete, run it again.");
    }
    try (var database = open();
        var statement = database.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT * FROM read_parquet(%s, hive_partitioning = false)"
                    .formatted(quoted(pattern(file))))) {
      var read = new ArrayList<R>();
      while (rows.next()) {
        read.add(table.make().apply(new Cells(cells(rows), file + ", row " + (read.size() + 1))));
      }
      return List.copyOf(read);
    } catch (SQLException e) {
      throw new InputError(
          file + " is not a whole Parquet file: it was cut off or changed, run it again.", e);
    }
  }

  private static Map<String, Object> cells(ResultSet rows) throws SQLException {
    var cells = new LinkedHashMap<String, Object>();
    var about = rows.getMetaData();
    for (int i = 1; i <= about.getColumnCount(); i++) {
      cells.put(about.getColumnName(i), rows.getObject(i));
    }
    return cells;
  }

  private static Connection open() throws SQLException {
    var database = DriverManager.getConnection("jdbc:duckdb:");
    try (var statement = database.createStatement()) {
      statement.execute("SET temp_directory = ''");
      statement.execute("SET autoinstall_known_extensions = false");
      statement.execute("SET autoload_known_extensions = false");
    }
    return database;
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** The path as a pattern that matches it alone: run folders may have names as {@code a[1]}. */
  private static String pattern(Path path) {
    return path.toString().replaceAll("[\\[*?]", "[$0]");
  }
}
