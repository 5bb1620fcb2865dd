package brink.lab.record;

import brink.core.error.InputError;
import brink.core.error.Why;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * A run's live metrics, {@code metrics.jsonl}: one JSON object a line, its kind under {@code type},
 * on disk as soon as it is added, so that a run can be watched and a killed one loses nothing.
 */
final class Metrics implements AutoCloseable {
  private final Path file;
  private final Writer writer;

  /** Starts an empty file. */
  Metrics(Path file) {
    this.file = file;
    try {
      this.writer =
          Files.newBufferedWriter(
              file,
              StandardCharsets.UTF_8,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  void add(Row row) {
    try {
      writer.write(Json.LINES.writeValueAsString(line(row)) + "\n");
      writer.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private InputError failed(IOException e) {
    return new InputError(
        file + " cannot be written (" + Why.of(e) + "): check the space on its disk.", e);
  }

  private static Map<String, Object> line(Row row) {
    return switch (row) {
      case StepRow r -> StepRow.TABLE.line(r);
      case MomentRow r -> MomentRow.TABLE.line(r);
      case LayerRow r -> LayerRow.TABLE.line(r);
      case AmplificationRow r -> AmplificationRow.TABLE.line(r);
    };
  }

  /**
   * The rows of a run that has not finished. A last line without its end is not read: the run is
   * writing it, or was killed while it did.
   */
  static List<Row> read(Path file) {
    var rows = new ArrayList<Row>();
    var text = RunFolder.text(file);
    int number = 0;
    for (int start = 0, end; (end = text.indexOf('\n', start)) >= 0; start = end + 1) {
      number++;
      rows.add(row(text.substring(start, end), file + ", line " + number));
    }
    return rows;
  }

  private static Row row(String line, String where) {
    try {
      var cells = new Cells(Json.LINES.readValue(line, new TypeReference<>() {}), where);
      return switch (String.valueOf(cells.values().get("type"))) {
        case "step" -> StepRow.TABLE.make().apply(cells);
        case "moment" -> MomentRow.TABLE.make().apply(cells);
        case "layer" -> LayerRow.TABLE.make().apply(cells);
        case "amplification" -> AmplificationRow.TABLE.make().apply(cells);
        default ->
            throw new InputError(
                where + " has an unknown \"type\": the file was changed, run it again.");
      };
    } catch (JacksonException e) {
      throw new InputError(where + " is broken: the file was changed, run it again.", e);
    }
  }
}
