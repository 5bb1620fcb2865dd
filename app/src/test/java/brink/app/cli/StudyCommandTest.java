package brink.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import brink.lab.record.Progress;
import brink.lab.study.Scale;
import brink.nn.data.Places;
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
    assertThat(ran.out().lines()).contains("edge", "test-curves", "quadratics").hasSize(54);
  }

  @Test
  void whatIsNewerHasASetOfItsOwn() {
    var ran = Ran.brink("study", "newer", "--list");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out().lines()).contains("central-flow", "batch-sharpness", "sam").hasSize(10);
  }

  @Test
  void whatGoesBeyondPublishedClaimsIsListedAsHypotheses() {
    var ran = Ran.brink("study", "alignment", "--list");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out().lines())
        .contains("edge", "edge-framework", "precision", "depth", "width")
        .contains("convolutional", "residual");
    assertThat(ran.out().lines().filter(line -> line.startsWith("  ")))
        .hasSize(7)
        .allMatch(line -> line.startsWith("  Hypothesis: "));
  }

  @Test
  void aStudyPrintsItsChecksAndWritesItsPageBesideItsRuns() {
    var ran = Ran.brink("study", "cohen2021", "momentum", "--out", folder.resolve("s").toString());
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out().lines().filter(line -> line.startsWith("  holds"))).hasSize(2);
    assertThat(folder.resolve("s/study-momentum/report.html")).isNotEmptyFile();
    assertThat(folder.resolve("s/polyak/report.html")).isNotEmptyFile();
  }

  /** Brink where no data is to be found. */
  private Ran withoutData(String... arguments) {
    var nowhere = Map.of("BRINK_DATA", "", "XDG_CACHE_HOME", folder.resolve("none").toString());
    return Ran.process(Ran.command(List.of(), Main.class, arguments), folder, nowhere);
  }

  @Test
  void aSetOfWhichNothingCanBeCarriedOutEndsWithAnErrorAndSaysWhyOfEach() {
    var ran = withoutData("study", "newer", "--scale", "laptop", "--plain");
    assertThat(ran.code()).isEqualTo(Faults.INPUT);
    assertThat(ran.out().lines().filter(line -> line.startsWith("  not carried out: ")))
        .hasSize(5)
        .allMatch(line -> line.contains("CIFAR-10"));
    assertThat(ran.err()).contains("brink: 5 of 5 studies could not be carried out (central-flow,");
  }

  @Test
  void oneStudyThatCannotBeCarriedOutKeepsNoOtherFromIt() {
    var ran =
        withoutData("study", "cohen2021", "transformer", "quadratics", "--out", "s", "--plain");
    assertThat(ran.code()).isEqualTo(Faults.INPUT);
    assertThat(ran.out()).contains("not carried out: ").contains("  holds");
    assertThat(folder.resolve("s/study-quadratics/report.html")).isNotEmptyFile();
    assertThat(ran.err()).contains("brink: 1 of 2 studies could not be carried out (transformer)");
  }

  @Test
  void theOnlyStudyAskedForFailsWithItsOwnSentence() {
    var ran = withoutData("study", "cohen2021", "transformer", "--plain");
    assertThat(ran.code()).isEqualTo(Faults.INPUT);
    assertThat(ran.err()).contains("brink: ").contains("WikiText-2");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void aRunThatSeveralStudiesShareIsDrawnOnce() {
    var request =
        new Laboratory.StudyRequest("cohen2021", List.of("loss", "speed"), Scale.SMOKE, folder);
    var page = folder.resolve("eta-0.1/report.html");
    Progress progress =
        event -> {
          if (event.equals(new Progress.Noted("study speed"))) {
            assertThat(page.toFile().delete()).isTrue();
          }
        };
    var workshop = new Workshop(new DataShelf(Places.ofEnvironment()), new EngineRoom());
    assertThat(workshop.study(request, progress).missed()).isEmpty();
    assertThat(page).doesNotExist();
    assertThat(folder.resolve("study-speed/report.html")).isNotEmptyFile();
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
    assertThat(elsewhere.err()).startsWith("brink: --figure and --model are of the set lowell2024");
  }
}
