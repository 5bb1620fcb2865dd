package brink.nn.format;

import brink.core.error.InputError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes files that are whole or not there: content goes to a temporary file beside the target, is
 * forced to disk, and takes the target's name in one step. A reader sees the old file or the new
 * one, never a part; after an error the old file, if any, is untouched.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** What fills the temporary file. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of the content, from the channel's start. */
    void writeTo(FileChannel channel) throws IOException;
  }

  /**
   * Writes or replaces a file.
   *
   * @throws InputError when the file cannot be written (no such folder, no permission, disk full)
   */
  public static void write(Path target, Content content) {
    try {
      var folder = target.toAbsolutePath().getParent();
      // Not createTempFile: its files are readable by their owner only, and would stay so.
      var temporary =
          folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
      try {
        try (var channel =
            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          content.writeTo(channel);
          channel.force(true);
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
      // The new name lives in the folder: without this a power cut could undo the move.
      try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    } catch (IOException e) {
      throw new InputError(
          target
              + " cannot be written ("
              + e
              + "): check that its folder exists, may be written to and has space.",
          e);
    }
  }
}
