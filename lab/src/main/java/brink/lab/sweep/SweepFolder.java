package brink.lab.sweep;

import brink.core.error.InputError;
import brink.core.error.Why;
import brink.lab.record.RunFolder;
import brink.lab.record.RunStatus;
import brink.lab.spec.Sweep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;

/**
 * The folder of a sweep: {@code runs/ID} is the run folder of a point, {@code runs/ID.lock} is
 * locked by the process that is at it, and the lock ends with that process.
 *
 * @param path of the folder
 */
public record SweepFolder(Path path) {

  /** The run folder of a point. */
  public Path run(Sweep.Point point) {
    return path.resolve("runs").resolve(point.id());
  }

  /** The run of a point if it is finished. */
  public Optional<RunFolder> finished(Sweep.Point point) {
    return RunFolder.find(run(point))
        .filter(folder -> folder.status() instanceof RunStatus.Finished);
  }

  /** Why the run of a point failed, if it did. */
  public Optional<String> failure(Sweep.Point point) {
    return RunFolder.find(run(point))
        .map(RunFolder::status)
        .filter(RunStatus.Failed.class::isInstance)
        .map(status -> ((RunStatus.Failed) status).why());
  }

  /**
   * How a point stands, in a word: {@code open}, {@code begun}, {@code failed} or {@code finished};
   * {@code broken} where its folder cannot be read.
   */
  public String standing(Sweep.Point point) {
    try {
      return RunFolder.find(run(point))
          .map(folder ->
              switch (folder.status()) {
                case RunStatus.Finished _ -> "finished";
                case RunStatus.Failed _ -> "failed";
                case RunStatus.Running _ -> "begun";
              })
          .orElse("open");
    } catch (InputError e) {
      return "broken";
    }
  }

  /** A point that no other process is at, from now until it is closed. */
  record Held(FileChannel channel) implements AutoCloseable {
    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Takes a point; empty where another process, or thread, is at it. */
  Optional<Held> take(Sweep.Point point) {
    var file = path.resolve("runs").resolve(point.id() + ".lock");
    try {
      Files.createDirectories(file.getParent());
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel).isEmpty()) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new Held(channel));
    } catch (IOException e) {
      throw new InputError(
          "The sweep's folder %s cannot be written to (%s): choose another one with --out."
              .formatted(path, Why.of(e)),
          e);
    }
  }

  private static Optional<FileLock> lock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty(); // held by this process
    }
  }

  /** Removes what a run left that cannot go on. */
  void clear(Sweep.Point point) {
    if (!Files.exists(run(point))) {
      return;
    }
    try (var files = Files.walk(run(point))) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new InputError(
          "What is left of a run in %s cannot be removed (%s): remove it by hand."
              .formatted(run(point), Why.of(e)),
          e);
    }
  }
}
