package brink.nn.format;

import brink.core.error.InputError;
import brink.core.error.Why;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes files that are whole or not there: content goes to a temporary file beside the target, is
 * forced to disk, and takes the target's name in one step. A reader sees the old file or the new
 * one, never a part; after an error the old file, if any, is untouched. A link stays one, and what
 * is no file, as {@code /dev/stdout}, is written to in place.
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
  public static void write(Path target, byte[] content) {
    write(target, channel -> writeFully(channel, ByteBuffer.wrap(content)));
  }

  /**
   * Writes or replaces a file.
   *
   * @throws InputError when the file cannot be written (no such folder, no permission, disk full)
   */
  public static void write(Path target, Content content) {
    require(target);
    try {
      if (Files.isRegularFile(target)) {
        replace(target.toRealPath(), content);
      } else if (Files.exists(target)) {
        try (var channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
          content.writeTo(channel);
        }
      } else {
        replace(target.toAbsolutePath(), content);
      }
    } catch (IOException e) {
      throw new InputError(
          target
              + " cannot be written ("
              + Why.of(e)
              + "): check that its folder exists, may be written to and has space.",
          e);
    }
  }

  /**
   * Checks, before long work, that a file's place is there.
   *
   * @throws InputError when the file is a folder, or its folder is missing or may not be written to
   */
  public static void require(Path target) {
    var folder = target.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new InputError(target + " is a folder: name a file to write.");
    }
    if (!Files.isDirectory(folder)) {
      throw new InputError(
          target + " cannot be written, since there is no folder " + folder + ": make it first.");
    }
    if (!Files.isWritable(Files.exists(target) ? target : folder)) {
      throw new InputError(
          target + " cannot be written (permission denied): name a file in another folder.");
    }
  }

  /** Writes all of a buffer: a channel may take a part at a time. */
  public static void writeFully(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void replace(Path file, Content content) throws IOException {
    var folder = file.getParent();
    // Not createTempFile: its files are readable by their owner only, and would stay so.
    var temporary = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      try (var channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    // The new name lives in the folder: without this a power cut could undo the move.
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
