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

class DataCommandTest {
  @TempDir private Path folder;

  /** With no data in the places where it is looked for. */
  private Ran data(String... arguments) {
    var command = Ran.command(List.of("-Duser.home=" + folder), Main.class, arguments);
    var nowhere = folder.resolve("nowhere").toString();
    return Ran.process(command, folder, Map.of("BRINK_DATA", nowhere, "XDG_CACHE_HOME", nowhere));
  }

  @Test
  void listNamesEverySourceAndHowToGetWhatIsNotHere() {
    var ran = data("data", "list");
    assertThat(ran.code()).isZero();
    assertThat(ran.out().lines().map(line -> line.strip().split(" +")[1]))
        .containsExactly(
            "cifar10",
            "atrial-fibrillation",
            "sst",
            "wikitext-2",
            "dice",
            "chebyshev",
            "whitened",
            "npz",
            "csv");
    assertThat(ran.out())
        .contains("absent   cifar10", "brink data download cifar10")
        .contains("absent   sst", "put its folder sst-trees into that named by BRINK_DATA");
  }

  @Test
  void drawMakesABalancedFolderOnce() throws IOException {
    var ran = data("data", "draw", "dice", "--count", "12", "--size", "16", "--out", "drawn");
    assertThat(ran).isEqualTo(new Ran(0, folder.toRealPath().resolve("drawn") + "\n", ""));
    try (var files = Files.walk(folder.resolve("drawn"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".png"))).hasSize(12);
    }
    var again = data("data", "draw", "dice", "--out", "drawn");
    assertThat(again.code()).isEqualTo(Faults.INPUT);
    assertThat(again.err()).contains("drawn is not empty").hasLineCount(1);
  }

  @Test
  void showSummarisesOwnDataAndDrawsPictures() throws IOException {
    Files.writeString(folder.resolve("own.csv"), "a,b,y\n1,2,0.5\n3,4,1\n");
    assertThat(data("data", "show", "own.csv").out())
        .contains("2 of shape [2]", "from 1.000 to 4.000");
    var ran = data("data", "show", "dice", "--count", "60", "--out", "dice.png");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("60 of shape [1, 32, 32]", "6 classes, of each [10, 10,");
    assertThat(folder.resolve("dice.png")).isNotEmptyFile();
  }

  @Test
  void checkReadsTextsFileByFileAndSaysThatTheirVectorsAreAStandIn() throws IOException {
    var trees = Files.createDirectories(folder.resolve("sst-trees"));
    Files.writeString(trees.resolve("train.txt"), "(3 (4 good) (2 film))\n".repeat(600));
    Files.writeString(trees.resolve("test.txt"), "(1 (2 bad) (2 film))\n");
    var ran = data("data", "check", "sst-trees");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("600 sentences, of each class [0, 0, 0, 600, 0], with 1800 phrases, SHA-256 ")
        .contains("stand-in: random word vectors of 64 numbers, not RoBERTa")
        .contains("600 of shape [32, 64]", "optimum-cli export onnx");
  }

  @ParameterizedTest(name = "brink {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "data check dcie | No data \"dcie\"; did you mean dice (there are cifar10, atrial-fibrillation, sst, wikitext-2, dice, chebyshev, whitened, and files",
        "data check cifar10 | no CIFAR-10 files in ",
        "data check atrial-fibrillation | no AtrialFibrillation file AtrialFibrillation_TRAIN.ts in ",
        "data check sst | no SST file train.txt in ",
        "data show absent.csv | absent.csv",
        "data show absent.npz | absent.npz",
        "data show dice --count 0 | --count is 0: give at least 1.",
        "data draw chebyshev --out d | Only dice can be drawn, not chebyshev.",
        "data draw dice --size 1 --out d | dice pictures of 1 pixels",
        "data draw dice --count 0 --out d | cannot be drawn",
        "data download dice | Only cifar10 can be downloaded, not dice.",
        "bench engine --threads 0 | needs at least 1 example and 1 thread.",
        "bench engine --networks lenet | There is no network lenet to measure: choose among cnn,",
        "bench engine --networks vgg11-bn --examples 60 | groups of 50 examples",
        "bench engine --precision half | float64 or float32, not half."
      })
  void unusableInputIsOneSentence(String line, String part) {
    var ran = data(line.split(" "));
    assertThat(ran.code()).isEqualTo(Faults.INPUT);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("brink: ").contains(part).hasLineCount(1);
  }
}
