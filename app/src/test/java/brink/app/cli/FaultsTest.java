package brink.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import brink.core.error.InputError;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private int told(boolean debug, Throwable fault) {
    return new Faults(new PrintStream(written, true, StandardCharsets.UTF_8), debug).told(fault);
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void anInputErrorIsItsSentence() {
    assertThat(told(false, new InputError("No data: fetch it."))).isEqualTo(1);
    assertThat(text()).isEqualTo("brink: No data: fetch it.\n");
  }

  @Test
  void anythingElseIsAFaultOfTheProgram() {
    assertThat(told(false, new IllegalStateException("odd\nsecond line"))).isEqualTo(70);
    assertThat(text())
        .isEqualTo(
            "brink: This is a fault of Brink itself, not of your input (IllegalStateException: odd)."
                + " Run it again with --debug to see where, and report that.\n");
  }

  @Test
  void debugShowsTheTrace() {
    assertThat(told(true, new IllegalStateException("odd"))).isEqualTo(70);
    assertThat(text()).contains("\tat brink.app.cli.FaultsTest").doesNotContain("with --debug");
  }

  @Test
  void memoryThatRanOutSaysWhatToMakeSmaller() {
    assertThat(told(false, new OutOfMemoryError("Java heap space"))).isEqualTo(1);
    assertThat(text()).startsWith("brink: Memory ran out: ").contains("BRINK_HEAP").hasLineCount(1);
  }

  @Test
  void theNativeAllocatorsWordsCountAsMemoryThatRanOut() {
    var fault =
        new RuntimeException("DefaultCPUAllocator: can't allocate memory: you tried to allocate 1");
    assertThat(told(false, new IllegalStateException("in a lane", fault))).isEqualTo(1);
    assertThat(text()).startsWith("brink: Memory ran out: ");
  }
}
