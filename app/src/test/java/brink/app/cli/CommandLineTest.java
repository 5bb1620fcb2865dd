package brink.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  @ParameterizedTest(name = "brink {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "rnu x.yaml | brink has no command rnu; did you mean run? (see brink --help).",
        "quikstart | brink has no command quikstart; did you mean quickstart? (see brink --help).",
        "xyzzy | brink has no command xyzzy (see brink --help).",
        "run x.yaml --st a=1 | brink run has no option --st; did you mean --set? (see brink run --help).",
        "run --otu=d x.yaml | brink run has no option --otu=d; did you mean --out? (see brink run --help).",
        "data lsit | brink data has no command lsit; did you mean list? (see brink data --help).",
        "bench engin | brink bench has no command engin; did you mean engine? (see brink bench --help).",
        "quickstart more | brink quickstart has no further argument more (see brink quickstart --help).",
        "run | brink run needs more: missing required parameter: 'SPEC.yaml' (see brink run --help).",
        "data draw dice | brink data draw needs more: missing required option: '--out=DIR' (see brink data draw --help).",
        "bench engine --threads x | brink bench engine: invalid value for option '--threads': 'x' is not an int (see brink bench engine --help).",
        "data | brink data needs a command: list, check, show, download, draw (see brink data --help)."
      })
  void anUnusableCommandLineIsOneSentenceThatNamesTheNearestWord(String line, String sentence) {
    var ran = Ran.brink(line.split(" "));
    assertThat(ran).isEqualTo(new Ran(Faults.USAGE, "", "brink: " + sentence + "\n"));
  }

  @Test
  void noCommandAtAllNamesTheCommands() {
    var ran = Ran.brink();
    assertThat(ran.code()).isEqualTo(Faults.USAGE);
    assertThat(ran.err())
        .startsWith("brink: brink needs a command: quickstart, run, ")
        .hasLineCount(1);
  }

  @ParameterizedTest(name = "brink {0} --help")
  @ValueSource(
      strings = {
        "quickstart",
        "run",
        "resume",
        "spec",
        "analyze",
        "report",
        "study",
        "data",
        "data list",
        "data check",
        "data show",
        "data draw",
        "doctor",
        "bench",
        "bench engine",
        "completion"
      })
  void everyCommandHasHelpWithAnExample(String command) {
    var ran = Ran.brink((command + " --help").split(" "));
    assertThat(ran.code()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .startsWith("Usage: brink " + command)
        .containsPattern("Example: .*brink ");
  }

  @Test
  void helpListsTheCommandsAndLoadsNoNativeCode(@TempDir Path folder) {
    var log = folder.resolve("classes.log");
    var ran = Ran.java(List.of("-Xlog:class+load:file=" + log), Main.class, "--help");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("quickstart", "run", "analyze").doesNotContain("rehearse");
    assertThat(log).content().contains("brink.app.cli.Main").doesNotContain("org.bytedeco");
  }

  @Test
  void theVersionIsTheBuilds() {
    assertThat(Ran.brink("--version").out()).matches("Brink \\d+\\.\\d+\\.\\d+\\R");
  }

  @Test
  void unusableInputIsOneSentenceAndItsTraceIsForDebugOnly(@TempDir Path folder)
      throws IOException {
    var spec = Files.writeString(folder.resolve("odd.yaml"), "{no: such}");
    var plain = Ran.brink("run", spec.toString());
    assertThat(plain.code()).isEqualTo(Faults.INPUT);
    assertThat(plain.err()).startsWith("brink: ").hasLineCount(1).doesNotContain("Exception");
    var debug = Ran.brink("run", spec.toString(), "--debug");
    assertThat(debug.code()).isEqualTo(Faults.INPUT);
    assertThat(debug.err()).startsWith(plain.err()).contains("InputError", "\tat brink.");
  }

  @Test
  void doctorSaysWhatIsThere() {
    var ran = Ran.brink("doctor");
    assertThat(ran.out())
        .startsWith("Brink ")
        .contains("JDK", "Maven", "cores", "memory", "fonts", "variables", "libtorch")
        .contains(System.getProperty("java.home"));
  }

  @Test
  void theCompletionScriptIsSoundBash(@TempDir Path folder) throws IOException {
    var ran = Ran.brink("completion");
    assertThat(ran.out()).contains("quickstart", "--set");
    var script = Files.writeString(folder.resolve("completion"), ran.out());
    var check = Ran.process(List.of("bash", "-n", script.toString()), folder, Map.of());
    assertThat(check).isEqualTo(new Ran(0, "", ""));
  }

  @Test
  void theRehearsalOfAStartIsSilent() {
    assertThat(Ran.brink("rehearse")).isEqualTo(new Ran(0, "", ""));
  }
}
