package brink.nn.data;

import brink.core.error.InputError;
import brink.core.error.Why;
import brink.nn.format.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/**
 * Fetches CIFAR-10, when a user asks for it and never otherwise.
 *
 * @param address of the archive
 * @param bytes its size
 * @param md5 its MD5 checksum, in hexadecimal
 */
public record Cifar10Download(URI address, long bytes, String md5) {
  /** The archive's name in a data folder. */
  public static final String ARCHIVE = "cifar-10-binary.tar.gz";

  private static final int BUFFER = 1 << 16;

  /** The address, size and checksum of the official page. */
  public static Cifar10Download official() {
    return new Cifar10Download(
        URI.create("https://www.cs.toronto.edu/~kriz/" + ARCHIVE),
        170_052_171L,
        "c32a1d4ab5d03f1284b67883e8d87530");
  }

  /**
   * Downloads the archive into a folder, which is made when missing. The file appears only when
   * whole and right; one that is there already is checked and kept.
   *
   * @param progress told the bytes received so far
   * @return the archive's path
   * @throws InputError when it cannot be reached, is not the expected file or cannot be written
   */
  public Path into(Path folder, LongConsumer progress) {
    var target = folder.resolve(ARCHIVE);
    try {
      Files.createDirectories(folder);
      if (Files.exists(target)) {
        try (var in = Files.newInputStream(target)) {
          check(target + " is there but", receive(in, _ -> {}, progress));
        }
        return target;
      }
    } catch (IOException e) {
      throw new InputError(folder + " cannot be used (" + Why.of(e) + "): name another folder.", e);
    }
    AtomicFile.write(target, channel -> download(target, channel, progress));
    return target;
  }

  @Override
  public String toString() {
    return "%s (%,d bytes, MD5 %s)".formatted(address, bytes, md5);
  }

  private record Received(long bytes, String md5) {}

  @FunctionalInterface
  private interface Sink {
    void write(ByteBuffer bytes) throws IOException;
  }

  private void download(Path target, FileChannel channel, LongConsumer progress) {
    var request = HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(1)).build();
    try (var client =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(20))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      var response = client.send(request, BodyHandlers.ofInputStream());
      try (var in = response.body()) {
        if (response.statusCode() != 200) {
          throw unreachable(target, new IOException("status " + response.statusCode()));
        }
        check(
            address + " was received, but",
            receive(in, bytes -> AtomicFile.writeFully(channel, bytes), progress));
      }
    } catch (IOException e) {
      throw unreachable(target, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(target, e);
    }
  }

  private Received receive(InputStream in, Sink sink, LongConsumer progress) throws IOException {
    var digest = md5Digest();
    var buffer = new byte[BUFFER];
    long received = 0;
    int count;
    while (received <= bytes && (count = in.read(buffer)) > 0) {
      digest.update(buffer, 0, count);
      sink.write(ByteBuffer.wrap(buffer, 0, count));
      received += count;
      progress.accept(received);
    }
    return new Received(received, HexFormat.of().formatHex(digest.digest()));
  }

  private void check(String what, Received received) {
    if (received.bytes() != bytes || !received.md5().equals(md5)) {
      throw new InputError(
          what
              + " has "
              + received.bytes()
              + " bytes or more and MD5 "
              + received.md5()
              + " where "
              + this
              + " belongs: remove it and fetch it again.");
    }
  }

  private InputError unreachable(Path target, Exception cause) {
    return new InputError(
        "%s cannot be fetched (%s): check the connection, or fetch it elsewhere and copy it to %s."
            .formatted(this, Why.of(cause), target),
        cause);
  }

  private static MessageDigest md5Digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
