package brink.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyCommandTest {
  @TempDir Path folder;

  @Test
  void studiesAreListedWithTheirClaims() {
    var ran = Ran.brink("study", "cohen2021", "--list");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out().lines()).contains("edge", "momentum", "quadratics").hasSize(40);
  }

  @Test
  void whatIsNewerHasASetOfItsOwn() {
    var ran = Ran.brink("study", "newer", "--list");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out().lines()).contains("central-flow", "batch-sharpness", "sam").hasSize(10);
  }

  @Test
  void aStudyPrintsItsChecksAndWritesItsPageBesideItsRuns() {
    var ran = Ran.brink("study", "cohen2021", "momentum", "--out", folder.resolve("s").toString());
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out().lines().filter(line -> line.startsWith("  holds"))).hasSize(2);
    assertThat(folder.resolve("s/study-momentum/report.html")).isNotEmptyFile();
    assertThat(folder.resolve("s/polyak/report.html")).isNotEmptyFile();
  }

  @Test
  void whatThereIsNotIsRefusedInASentence() {
    var set = Ran.brink("study", "cohen");
    assertThat(set.code()).isEqualTo(Faults.INPUT);
    assertThat(set.err()).startsWith("brink: There is no set of studies named cohen: choose");
    var name = Ran.brink("study", "cohen2021", "egde");
    assertThat(name.code()).isEqualTo(Faults.INPUT);
    assertThat(name.err()).startsWith("brink: There is no study egde: choose among edge,");
    var scale = Ran.brink("study", "cohen2021", "--scale", "tiny");
    assertThat(scale.code()).isEqualTo(Faults.USAGE);
  }

  @Test
  void theStudyOfAlignmentRunsAndReportsAndGoesOnWhereItStood() throws Exception {
    var out = folder.resolve("l").toString();
    var ran = Ran.brink("study", "lowell2024", "--plain", "--out", out);
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.err()).startsWith("8 runs to come: less than a minute on ");
    assertThat(ran.out()).contains("Dice, cross-entropy: the peak of AL_J grows as n^b");
    assertThat(folder.resolve("l/study-lowell2024/report.html")).isNotEmptyFile();
    assertThat(folder.resolve("l/study-lowell2024/figures/figure-08.pdf")).isNotEmptyFile();
    assertThat(Files.readAllLines(folder.resolve("l/study-lowell2024/table-1.csv"))).hasSize(3);
    var listed = Ran.brink("study", "lowell2024", "--list", "--out", out);
    assertThat(listed.out()).contains("dice-ce").contains("8 runs, 8 of them there");
    var drawn = Files.list(folder.resolve("l/runs")).filter(Files::isDirectory).toList();
    assertThat(drawn).hasSize(8).allMatch(run -> Files.exists(run.resolve("report.html")));
    var again = Ran.brink("study", "lowell2024", "--plain", "--figure", "6", "--out", out);
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err()).startsWith("All runs are there.");
    assertThat(folder.resolve("l/study-lowell2024-figure-06/figures/figure-06.svg"))
        .isNotEmptyFile();
  }

  @Test
  void runsWithoutTheirDataSaySoOnceAndThePageIsWritten() {
    var out = folder.resolve("c");
    var ran =
        Ran.process(
            Ran.command(
                List.of(),
                Main.class,
                "study",
                "lowell2024",
                "cifar10-ce",
                "--scale=laptop",
                "--out=" + out),
            Path.of("."),
            Map.of("BRINK_DATA", "", "XDG_CACHE_HOME", folder.toString()));
    assertThat(ran.code()).isEqualTo(Faults.INPUT);
    assertThat(ran.err()).contains("brink: 16 of 16 runs failed, as said above");
    assertThat(ran.out().lines().filter(line -> line.startsWith("failed: CIFAR-10"))).hasSize(1);
    assertThat(out.resolve("study-lowell2024/report.html")).content().contains("no CIFAR-10 files");
  }

  @Test
  void aFigureThatCannotBeDrawnIsRefusedInASentence() {
    var none = Ran.brink("study", "lowell2024", "--figure", "43");
    assertThat(none.code()).isEqualTo(Faults.INPUT);
    assertThat(none.err()).startsWith("brink: There is no figure 43: give a number from 1 to 42.");
    var other = Ran.brink("study", "lowell2024", "--figure", "12");
    assertThat(other.code()).isEqualTo(Faults.INPUT);
    assertThat(other.err())
        .startsWith("brink: Figure 12 is of CIFAR-10, cross-entropy, of which there are no runs");
    var elsewhere = Ran.brink("study", "cohen2021", "--figure", "1");
    assertThat(elsewhere.code()).isEqualTo(Faults.INPUT);
    assertThat(elsewhere.err()).startsWith("brink: --figure is of the set lowell2024");
  }
}
