package brink.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10DownloadTest {
  private static final byte[] CONTENT = "the archive".getBytes();
  private static final String MD5 = "b36e1b321d2b400009780be3cc3226a0";

  @TempDir Path folder;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/a",
        exchange -> {
          exchange.sendResponseHeaders(200, CONTENT.length);
          exchange.getResponseBody().write(CONTENT);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theArchiveIsStoredWhenItsSizeAndChecksumAreRight() {
    var progress = new AtomicLong();
    var target = download("/a", CONTENT.length, MD5).into(folder.resolve("new"), progress::set);
    assertThat(target).hasBinaryContent(CONTENT);
    assertThat(progress).hasValue(CONTENT.length);
  }

  @Test
  void aRightArchiveThatIsThereIsKeptAndAWrongOneRefused() throws IOException {
    var target = Files.write(folder.resolve(Cifar10Download.ARCHIVE), CONTENT);
    assertThat(download("/missing", CONTENT.length, MD5).into(folder, _ -> {})).isEqualTo(target);
    Files.writeString(target, "another");
    assertRefused(download("/a", CONTENT.length, MD5), "is there but", "remove it");
  }

  @Test
  void aWrongSizeChecksumOrAddressLeavesNothing() throws IOException {
    assertRefused(download("/a", CONTENT.length + 1, MD5), "11 bytes", "fetch it again");
    assertRefused(download("/a", CONTENT.length - 5, MD5), "fetch it again");
    assertRefused(download("/a", CONTENT.length, MD5.replace('b', 'c')), MD5);
    assertRefused(download("/missing", CONTENT.length, MD5), "status 404", "copy it to");
    var closed = server.getAddress().getPort();
    server.stop(0);
    assertRefused(
        new Cifar10Download(URI.create("http://127.0.0.1:" + closed + "/a"), 11, MD5),
        "cannot be fetched (no connection)",
        folder.toString());
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  private Cifar10Download download(String path, long bytes, String md5) {
    var address = "http://127.0.0.1:" + server.getAddress().getPort() + path;
    return new Cifar10Download(URI.create(address), bytes, md5);
  }

  private void assertRefused(Cifar10Download download, String... because) {
    assertThatThrownBy(() -> download.into(folder, _ -> {}))
        .isInstanceOf(InputError.class)
        .hasMessageContainingAll(because);
  }
}
