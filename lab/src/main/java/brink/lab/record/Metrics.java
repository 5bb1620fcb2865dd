package brink.lab.record;

import brink.core.error.InputError;
import brink.core.error.Why;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * A run's live metrics, {@code metrics.jsonl}: one JSON object a line, its kind under {@code type},
 * on disk as soon as it is added, so that a run can be watched and a killed one loses nothing. The
 * file is locked while it is written, so that no two processes carry on one run.
 */
final class Metrics implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final Writer writer;

  private Metrics(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
    this.writer = Channels.newWriter(channel, StandardCharsets.UTF_8);
  }

  /** Starts an empty file. */
  static Metrics create(Path file) {
    try {
      var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      lock(file, channel);
      return new Metrics(file, channel);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /**
   * Goes on with a file after so many bytes; what lies behind them is gone.
   *
   * @throws InputError if it has fewer, or another process is writing it
   */
  static Metrics goOn(Path file, long bytes) {
    try {
      var channel = FileChannel.open(file, StandardOpenOption.WRITE);
      lock(file, channel);
      if (channel.size() < bytes) {
        channel.close();
        throw new InputError(
            "%s has %d bytes of the %d that were there when its state was written: it was changed, run it again."
                .formatted(file, Files.size(file), bytes));
      }
      channel.truncate(bytes).position(bytes);
      return new Metrics(file, channel);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static void lock(Path file, FileChannel channel) throws IOException {
    if (!locked(channel)) {
      channel.close();
      throw new InputError(
          "The run of %s is still going on in another process: wait for its end, or end it."
              .formatted(file));
    }
  }

  private static boolean locked(FileChannel channel) {
    try {
      return channel.tryLock() != null; // until the channel is closed, or the process ends
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      return true; // no locks on this kind of disk: nothing is known against it
    }
  }

  void add(Row row) {
    try {
      writer.write(Json.LINES.writeValueAsString(Tables.line(row)) + "\n");
      writer.flush();
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** How many bytes there are; all of them outlive a power cut. */
  long secured() {
    try {
      channel.force(false);
      return channel.position();
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static InputError failed(Path file, IOException e) {
    return new InputError(
        file + " cannot be written (" + Why.of(e) + "): check the space on its disk.", e);
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

  /** The kinds of the rows in a file that is not being written. */
  static Set<String> kinds(Path file) {
    var kind = Pattern.compile("^\\{\"type\":\"(\\w+)\"");
    try (var lines = Files.lines(file)) {
      return lines
          .map(kind::matcher)
          .filter(Matcher::find)
          .map(found -> found.group(1))
          .collect(Collectors.toSet());
    } catch (IOException | UncheckedIOException e) {
      throw new InputError(file + " cannot be read: the run folder was changed, run it again.", e);
    }
  }

  static Row row(String line, String where) {
    try {
      var cells = new Cells(Json.LINES.readValue(line, new TypeReference<>() {}), where);
      var kind = String.valueOf(cells.values().get("type"));
      return Tables.ofKind(kind)
          .orElseThrow(() ->
              new InputError(
                  where + " has an unknown \"type\": the file was changed, run it again."))
          .make()
          .apply(cells);
    } catch (JacksonException e) {
      throw new InputError(where + " is broken: the file was changed, run it again.", e);
    }
  }
}
