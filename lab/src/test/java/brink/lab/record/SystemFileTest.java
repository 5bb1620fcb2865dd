package brink.lab.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemFileTest {
  @TempDir Path folder;

  @Test
  void theFirstValueOfAKeyIsGivenWithoutTheSpaceAroundIt() throws IOException {
    var file = Files.writeString(folder.resolve("info"), "a\t: 1 kB\nmodel name\t: X: 2\na : 3\n");
    assertThat(new SystemFile(file).value("a")).hasValue("1 kB");
    assertThat(new SystemFile(file).value("model name")).hasValue("X: 2");
    assertThat(new SystemFile(file).value("b")).isEmpty();
  }

  @Test
  void whatTheSystemDoesNotTellIsEmpty() throws IOException {
    var binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, '\n'});
    assertThat(new SystemFile(folder.resolve("absent")).value("a")).isEmpty();
    assertThat(new SystemFile(binary).value("a")).isEmpty();
  }

  @Test
  void thisMachineHasMemoryAndAProcessor() {
    assertThat(FreeMemory.here().system()).isPositive();
    assertThat(FreeMemory.here().heap()).isPositive();
    assertThat(Machine.here().cpu()).isNotBlank();
  }

  @Test
  void bytesAreToldInTheUnitThatFits() {
    assertThat(FreeMemory.words(700L << 20)).isEqualTo("700 MiB");
    assertThat(FreeMemory.words(1.5 * (1L << 30))).isEqualTo("1.5 GiB");
    assertThat(FreeMemory.words(1e15)).isEqualTo("931,322.6 GiB");
  }
}
