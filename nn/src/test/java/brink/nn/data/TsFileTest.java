package brink.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TsFileTest {
  private static final String SOUND =
      """
      #made by hand, @data does not count here
      @problemName Small
      @timeStamps false
      @missing false
      @univariate false
      @dimensions 2
      @equalLength true
      @seriesLength 3
      @classLabel true up down
      @data
      1,2.5,-3e1:0,0,1:down
      # between the series
      4, 5 ,6:7,8,9:up

      """;

  @TempDir Path folder;

  @Test
  void commentsHeadersDimensionsAndClassesAreRead() throws IOException {
    var file = read(SOUND);
    assertThat(file.dimensions()).isEqualTo(2);
    assertThat(file.classNames()).containsExactly("up", "down");
    assertThat(file.series()).hasSize(2);
    var first = file.series().getFirst();
    assertThat(first.line()).isEqualTo(11);
    assertThat(first.label()).isEqualTo(1);
    assertThat(first.dimensions().get(0)).containsExactly(1, 2.5, -30);
    assertThat(first.dimensions().get(1)).containsExactly(0, 0, 1);
    var second = file.series().getLast();
    assertThat(second.line()).isEqualTo(13);
    assertThat(second.label()).isZero();
    assertThat(second.dimensions().get(0)).containsExactly(4, 5, 6);
    assertThat(first.sameValues(first)).isTrue();
    assertThat(first.sameValues(second)).isFalse();
  }

  @Test
  void headersMayBeInEitherCaseIndentedAndMissing() throws IOException {
    var file = read("  @CLASSLABEL TRUE a b\n@DATA\r\n1:a\r\n");
    assertThat(file.dimensions()).isEqualTo(1);
    assertThat(file.series().getFirst().dimensions().getFirst()).containsExactly(1);
  }

  @Test
  void seriesMayDifferInLengthWhereTheHeaderSaysSo() throws IOException {
    var file = read("@equalLength false\n@classLabel true a\n@data\n1,2:a\n1,2,3:a\n");
    assertThat(file.series()).extracting(TsFile.Series::length).containsExactly(2, 3);
    assertThat(file.series().getFirst().sameValues(file.series().getLast())).isFalse();
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "1,2.5,-3e1:0,0,1:down | 1,2.5:0,0,1:down | line 11, has 2 values in dimension 1 but 3 in dimension 2",
        "1,2.5,-3e1:0,0,1:down | 1,2:0,0:down | line 11, has 2 values where 3 belong",
        "1,2.5,-3e1:0,0,1:down | 1,2,3:down | line 11, has 1 dimensions where 2 belong",
        "1,2.5,-3e1:0,0,1:down | 1,2,3:4,5,6:7,8,9:up | line 11, has 3 dimensions where 2 belong",
        "1,2.5,-3e1:0,0,1:down | 1,2,3:4,5,6:left | line 11, ends with the class \"left\", which is none of [up, down]",
        "1,2.5,-3e1:0,0,1:down | 1,2,3:4,5,6 | line 11, ends with the class \"4,5,6\", which is none of",
        "1,2.5,-3e1:0,0,1:down | down | line 11, has a class but no values",
        "1,2.5,-3e1:0,0,1:down | 1,x,3:4,5,6:up | line 11, has as value 2 of dimension 1 \"x\", no finite number",
        "1,2.5,-3e1:0,0,1:down | 1,2,3:4,NaN,6:up | line 11, has as value 2 of dimension 2 \"NaN\"",
        "1,2.5,-3e1:0,0,1:down | 1,2,3:4,,6:up | line 11, has as value 2 of dimension 2 \"\"",
        "1,2.5,-3e1:0,0,1:down | 1,2,?:4,5,6:up | line 11, has as value 3 of dimension 1 a missing value",
        "@timeStamps false | @timestamps true | line 3, announces time stamps, which are not supported",
        "@dimensions 2 | @dimensions two | line 6, gives \"two\" for @dimensions",
        "@dimensions 2 | @dimensions 3 | line 11, has 2 dimensions where 3 belong",
        "@seriesLength 3 | @seriesLength 0 | line 8, gives \"0\" for @serieslength",
        "@classLabel true up down | @classLabel false | line 9, has no classes",
        "@classLabel true up down | @classLabel true | line 9, has no classes",
        "@classLabel true up down | @classLabel true up up | line 9, names a class twice",
        "@classLabel true up down | # | .ts has no classes",
        "@data | @dtaa | line 11, is neither a comment nor a header"
      })
  void aBrokenFileIsNamedWithTheLine(String sound, String broken, String because) {
    assertThat(SOUND).contains(sound);
    var at = SOUND.indexOf("\n" + sound) + 1;
    assertRefused(SOUND.substring(0, at) + broken + SOUND.substring(at + sound.length()), because);
  }

  @Test
  void aFileThatIsMissingEmptyOrEndsTooEarlyIsNamed() throws IOException {
    assertThatThrownBy(() -> TsFile.read(folder.resolve("none.ts")))
        .isInstanceOf(InputError.class)
        .hasMessageContainingAll("none.ts", "no such file");
    assertRefused("", "small.ts is empty");
    assertRefused("# a comment\n@dimensions 2\n", "small.ts has no line @data");
    assertRefused("@classLabel true a\n@data\n# none\n", "small.ts has no series after its line");
    Files.write(folder.resolve("small.ts"), new byte[] {'#', (byte) 0xff, '\n'});
    assertThatThrownBy(() -> TsFile.read(folder.resolve("small.ts")))
        .hasMessageContaining("not text in UTF-8");
  }

  private void assertRefused(String text, String because) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InputError.class)
        .hasMessageContainingAll(folder.resolve("small.ts").toString(), because)
        .satisfies(error -> assertThat(List.of(error.getMessage().split("\n"))).hasSize(1));
  }

  private TsFile read(String text) throws IOException {
    var path = folder.resolve("small.ts");
    Files.writeString(path, text, StandardCharsets.UTF_8);
    return TsFile.read(path);
  }
}
