package brink.lab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import brink.core.error.InputError;
import brink.lab.record.Progress;
import brink.lab.record.RunData;
import brink.lab.report.Report;
import brink.lab.report.Verdict;
import brink.lab.spec.Runs;
import brink.lab.spec.Spec;
import brink.lab.spec.SpecReader;
import brink.nn.data.Places;
import brink.nn.network.Norm;
import brink.nn.network.ResnetSpec;
import brink.nn.network.VggSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StudiesTest {
  @TempDir static Path shared; // recipes of one name are one run
  @TempDir static Path briefly;
  @TempDir Path folder;

  /** Real data files, where a checkout has them beside it. */
  private static final Optional<Path> DATA =
      Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
          .map(at -> at.resolve("shared/data"))
          .filter(Files::isDirectory)
          .findFirst();

  private static final Studies STUDIES =
      new Studies(
          new Runs(new Places(DATA, Path.of("none")), new Runs.Build("test", Optional.empty())),
          _ -> () -> {});

  static Stream<Study> all() {
    return Stream.of(Cohen2021.at(Scale.SMOKE), Newer.at(Scale.SMOKE)).flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyClaimHoldsAtSmokeScale(Study study) {
    assumeTrue(
        DATA.isPresent() || !study.name().contains("transformer"),
        "no folder shared/data with WikiText-2 above here");
    var done = STUDIES.carryOut(study, shared, Progress.silent());
    assertThat(done.checks())
        .isNotEmpty()
        .allSatisfy(check -> assertThat(check.holds()).as(check.toString()).isTrue());
  }

  @ParameterizedTest
  @EnumSource
  void everyRecipeOfEveryScaleIsASpecOfItsOwnName(Scale scale) {
    for (var study :
        Stream.concat(Cohen2021.at(scale).stream(), Newer.at(scale).stream()).toList()) {
      assertThat(study.recipes()).allMatch(r -> r.spec().name().equals(r.name()));
    }
  }

  /** Studies whose runs end long before the edge of stability. */
  static Stream<Study> tooShort() {
    var setting = Setting.of(Scale.SMOKE);
    var brief = setting.on(setting.yaml(), 20, 4);
    return Stream.of(
        new TestCurves(brief).study(),
        new NextEigenvalues(brief).study(),
        new LateFall(brief).study(),
        new StepSmoothness(brief).study(),
        new Directions(brief).study());
  }

  @ParameterizedTest
  @MethodSource("tooShort")
  void aClaimDoesNotHoldWhereItsRunsEndTooEarlyToShowIt(Study study) {
    var done = STUDIES.carryOut(study, briefly, Progress.silent());
    assertThat(done.checks()).anyMatch(check -> !check.holds());
  }

  @ParameterizedTest
  @EnumSource(names = {"LAPTOP", "PAPER"})
  void beyondSmokeScaleTheDeepNetworksAreThePublishedOnes(Scale scale) {
    var deep = new Architectures(scale);
    var recipes =
        Stream.of(deep.residual(), deep.vgg()).flatMap(study -> study.recipes().stream()).toList();
    assertThat(recipes.stream().map(Recipe::name))
        .containsExactly("thin-resnet", "resnet-32", "vgg-11", "vgg-11-bn");
    var ghosts = new Norm.Batch(50);
    assertThat(recipes.get(1).spec().network())
        .isInstanceOfSatisfying(
            ResnetSpec.class,
            net -> {
              assertThat(net.blocks()).containsExactly(5, 5, 5);
              assertThat(net.widths()).containsExactly(16, 32, 64);
              assertThat(net.norm()).isEqualTo(ghosts);
            });
    assertThat(((VggSpec) recipes.get(2).spec().network()).norm()).isEqualTo(new Norm.None());
    assertThat(((VggSpec) recipes.get(3).spec().network()).norm()).isEqualTo(ghosts);
    int images = scale == Scale.LAPTOP ? 1000 : 5000;
    assertThat(recipes).allMatch(r -> r.spec().data().subset().count().orElseThrow() == images);
  }

  private static Study brief(String time, List<RunData> seen) {
    var recipe = Setting.of(Scale.SMOKE).descent("short", 0.1, "save.times=[1]");
    var text = Runs.resolved(recipe.spec()).replace("time: 600.0", "time: " + time);
    var spec = new SpecReader<>(Spec.class).read("short", text, List.of());
    return new Study(
        "short",
        "A claim that is false.",
        "nowhere",
        List.of(new Recipe("short", spec)),
        runs -> {
          seen.addAll(runs);
          return List.of(
              new Check(
                  "loss below 0",
                  "%.3g".formatted(runs.getFirst().steps().getLast().loss()),
                  false));
        });
  }

  @Test
  void aFinishedRunOfTheSameSpecIsTakenAsItIsAndAnotherIsRefused() throws Exception {
    var seen = new ArrayList<RunData>();
    STUDIES.carryOut(brief("2", seen), folder, Progress.silent());
    var before = Files.getLastModifiedTime(folder.resolve("short/result.json"));
    STUDIES.carryOut(brief("2", seen), folder, Progress.silent());
    assertThat(Files.getLastModifiedTime(folder.resolve("short/result.json"))).isEqualTo(before);
    assertThat(seen.get(1).steps()).isEqualTo(seen.get(0).steps());
    assertThatThrownBy(() -> STUDIES.carryOut(brief("3", seen), folder, Progress.silent()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("is not written over");
  }

  @Test
  void aRunThatWasInterruptedGoesOn() {
    var seen = new ArrayList<RunData>();
    Progress interrupted =
        event -> {
          if (event instanceof Progress.Stepped stepped && stepped.step() == 15) {
            throw new IllegalStateException("ended from outside");
          }
        };
    assertThatThrownBy(() -> STUDIES.carryOut(brief("2", seen), folder, interrupted))
        .isInstanceOf(IllegalStateException.class);
    STUDIES.carryOut(brief("2", seen), folder, Progress.silent());
    assertThat(seen.getFirst().steps()).hasSize(20);
    assertThat(seen.getFirst().provenance().resumed()).isPresent();
  }

  @Test
  void aCheckThatDoesNotHoldIsSaidOnThePage() throws Exception {
    var study = brief("2", new ArrayList<>());
    var done = STUDIES.carryOut(study, folder, Progress.silent());
    var checks =
        done.checks().stream()
            .map(c -> new Verdict.Checked(c.what(), c.found(), c.holds()))
            .toList();
    var page =
        Report.study(
            done.data(),
            List.of(),
            new Verdict("short", study.claim(), study.source(), checks),
            folder.resolve("page"));
    assertThat(Files.readString(page))
        .contains("A claim that is false.")
        .contains("loss below 0")
        .contains("does not hold");
  }

  @Test
  void whatAStudyComputedIsDrawnAndKeptAsNumbers() throws Exception {
    var done = STUDIES.carryOut(Quadratics.study(), folder, Progress.silent());
    assertThat(done.data()).isEmpty();
    var page =
        Report.study(
            done.data(),
            done.findings().charts(),
            new Verdict("quadratics", "claim", "source", List.of()),
            folder.resolve("page"));
    assertThat(Files.readString(page)).contains("Two dimensions", "claim");
    assertThat(folder.resolve("page/figures/plane.svg")).isNotEmptyFile();
    assertThat(Files.readAllLines(folder.resolve("page/figures/line.csv")))
        .startsWith("panel,curve,x,y")
        .hasSize(1 + 5 * 61);
  }

  @Test
  void aRunThatFailsIsNamedWithItsCause() {
    var recipe = Setting.of(Scale.SMOKE).descent("wild", 1e6);
    var study = new Study("wild", "", "", List.of(recipe), _ -> List.of());
    assertThatThrownBy(() -> STUDIES.carryOut(study, folder, Progress.silent()))
        .isInstanceOf(InputError.class)
        .hasMessageStartingWith("The run wild failed: The descent diverged");
  }

  @Test
  void namesThatThereAreNotAreRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> Studies.set("cohen2012", Scale.SMOKE))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("choose among cohen2021, newer, alignment.");
    assertThatThrownBy(() -> Studies.chosen(Cohen2021.at(Scale.SMOKE), List.of("egde")))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("edge, loss, flow");
  }
}
