package brink.nn.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void afterAnErrorTheOldFileIsThereAndNothingElse() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "old");
    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                channel -> {
                  channel.write(ByteBuffer.wrap(NEW));
                  throw new IOException("No space left on device");
                }))
        .isInstanceOf(InputError.class)
        .hasMessageStartingWith(file + " cannot be written (no space left on device): check");
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryNotContaining("glob:**part");
  }

  @Test
  void aLinkStaysOneAndItsTargetIsReplaced() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "old");
    var link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
    AtomicFile.write(link, NEW);
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  void whatIsNoFileIsWrittenToInPlace() {
    var device = Path.of("/dev/null");
    Assumptions.assumeTrue(Files.isWritable(device), "no /dev/null here");
    AtomicFile.write(device, NEW);
    assertThat(Files.isRegularFile(device)).isFalse();
  }

  @Test
  void aFullDiskIsNamed() {
    var full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.isWritable(full), "no /dev/full here");
    assertThatThrownBy(() -> AtomicFile.write(full, NEW))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("no space left on device");
  }

  @Test
  void aPlaceThatCannotTakeAFileIsRefusedBeforehand() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "old");
    assertThatThrownBy(() -> AtomicFile.require(folder))
        .isInstanceOf(InputError.class)
        .hasMessage(folder + " is a folder: name a file to write.");
    assertThatThrownBy(() -> AtomicFile.require(folder.resolve("absent/file")))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("there is no folder " + folder.resolve("absent"));
    assertThatThrownBy(() -> AtomicFile.require(file.resolve("below")))
        .isInstanceOf(InputError.class);
    AtomicFile.require(file);
    AtomicFile.require(folder.resolve("new"));
  }

  @Test
  void aChannelThatTakesAPartAtATimeGetsAll() throws IOException {
    var taken = ByteBuffer.allocate(NEW.length);
    AtomicFile.writeFully(
        new WritableByteChannel() {
          @Override
          public int write(ByteBuffer bytes) {
            taken.put(bytes.get());
            return 1;
          }

          @Override
          public boolean isOpen() {
            return true;
          }

          @Override
          public void close() {}
        },
        ByteBuffer.wrap(NEW));
    assertThat(taken.array()).isEqualTo(NEW);
  }
}
