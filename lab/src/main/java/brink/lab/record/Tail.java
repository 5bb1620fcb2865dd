package brink.lab.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import brink.core.error.InputError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/**
 * The end of a run's live metrics, read on and on while somebody writes them: another thread, or a
 * process on another machine. To be closed when they are not written any more: the file stays open,
 * since a process that closes it loses its lock on it, the writer's {@link Metrics} too.
 */
public final class Tail implements AutoCloseable {
  private static final int AT_ONCE = 1 << 20; // bytes; far longer than a line
  private static final String STEP = "{\"type\":\"%s\"".formatted(StepRow.TABLE.kind());
  private static final String MOMENT = "{\"type\":\"%s\"".formatted(MomentRow.TABLE.kind());

  private final Path file;
  private Optional<Source> source = Optional.empty();
  private boolean closed;
  private long read; // bytes, all of them whole lines
  private Optional<MomentRow> first = Optional.empty();

  /** The file as it was found, and what tells it from another one of its name. */
  private record Source(FileChannel channel, Object key) {}

  /** Of a run that may not have begun. */
  public Tail(RunFolder run) {
    this.file = run.metrics();
  }

  /**
   * What was new.
   *
   * @param first moment of the run, once there is one, new or not
   * @param step the last of the new ones
   * @param moment the last of the new ones
   */
  public record News(
      Optional<MomentRow> first, Optional<StepRow> step, Optional<MomentRow> moment) {}

  /**
   * Reads on. A file that is another one, or shorter, is of a run that began again; one that is not
   * there is empty.
   */
  public synchronized News next() {
    var step = Optional.<String>empty();
    var moment = Optional.<String>empty();
    try {
      var channel = channel();
      if (channel.size() < read) {
        begin();
      }
      for (var lines = lines(channel); !lines.isEmpty(); lines = lines(channel)) {
        for (var line : lines.split("\n")) {
          if (line.startsWith(STEP)) {
            step = Optional.of(line);
          } else if (line.startsWith(MOMENT)) {
            moment = Optional.of(line);
            first = first.or(() -> row(line, MomentRow.class));
          }
        }
      }
    } catch (IOException e) {
      // Not there yet, or out of reach for a while: there is nothing new.
    }
    return new News(
        first,
        step.flatMap(line -> row(line, StepRow.class)),
        moment.flatMap(line -> row(line, MomentRow.class)));
  }

  private FileChannel channel() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    var key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    if (source.isEmpty() || !Objects.equals(source.get().key(), key)) {
      forget();
      begin();
      source = Optional.of(new Source(FileChannel.open(file), key));
    }
    return source.get().channel();
  }

  private void begin() {
    read = 0;
    first = Optional.empty();
  }

  private void forget() throws IOException {
    if (source.isPresent()) {
      source.get().channel().close();
      source = Optional.empty();
    }
  }

  /** Whole lines behind what was read, as many as are taken at once. */
  private String lines(FileChannel channel) throws IOException {
    var bytes = ByteBuffer.allocate((int) Math.min(AT_ONCE, channel.size() - read));
    while (bytes.hasRemaining() && channel.read(bytes, read + bytes.position()) >= 0) {}
    int end = bytes.position();
    while (end > 0 && bytes.get(end - 1) != '\n') {
      end--;
    }
    read += end;
    return new String(bytes.array(), 0, end, UTF_8);
  }

  /** A line that is none, where a run began again meanwhile, says nothing. */
  private <R extends Row> Optional<R> row(String line, Class<R> kind) {
    try {
      return Optional.of(kind.cast(Metrics.row(line, file.toString())));
    } catch (InputError e) {
      return Optional.empty();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      forget();
    } catch (IOException e) {
      // It was only read.
    }
  }
}
