package brink.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
}
