package brink.core.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyTest {
  @TempDir Path folder;

  @Test
  void whatTheSystemSaysOfARealFileIsSaidInWords() throws IOException {
    var file = Files.write(folder.resolve("file"), new byte[] {(byte) 0xff});
    var missing = folder.resolve("missing");
    assertThat(why(() -> Files.readString(missing))).isEqualTo("no such file or folder");
    assertThat(why(() -> Files.readString(file))).isEqualTo("not text in UTF-8");
    assertThat(why(() -> Files.readString(folder))).isEqualTo("is a directory");
    assertThat(why(() -> Files.createDirectory(file)))
        .isEqualTo("something of that name is in the way");
    assertThat(why(() -> Files.newDirectoryStream(file).close())).isEqualTo("not a folder");
    assertThat(why(() -> Files.createFile(file.resolve("below")))).isEqualTo("not a directory");
  }

  @Test
  void otherFaultsAreTheirMessageWithoutTheirClass() {
    assertThat(Why.of(new AccessDeniedException("x"))).isEqualTo("permission denied");
    assertThat(Why.of(new EOFException("Unexpected end of ZLIB input stream")))
        .isEqualTo("it ends too early");
    assertThat(Why.of(new ConnectException())).isEqualTo("no connection");
    assertThat(Why.of(new IOException("Corrupted TAR archive.")))
        .isEqualTo("corrupted TAR archive");
    assertThat(Why.of(new IOException("HTTP is off"))).isEqualTo("HTTP is off");
    assertThat(Why.of(new UncheckedIOException(new IOException("two\nlines")))).isEqualTo("two");
    assertThat(Why.of(new IOException())).isEqualTo("IOException");
  }

  private interface Reading {
    void run() throws IOException;
  }

  private static String why(Reading reading) {
    return Why.of(catchThrowableOfType(IOException.class, reading::run));
  }
}
