package brink.lab.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import brink.lab.analysis.PlannedRun.Planned;
import brink.lab.record.RunData;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharpeningTest {
  @TempDir static Path folder;
  private static RunData shape;

  @BeforeAll
  static void readAShape() {
    shape = PlannedRun.shape(folder.resolve("shape"));
  }

  @Test
  void extremesAreOverTheMomentsAfterTheTransient() {
    var found =
        Sharpening.of(
                PlannedRun.of(
                    shape,
                    new Planned(9, 1000, 10, 900, 9, 5000, List.of(1.0, 8.0)),
                    new Planned(10, 100, 98, 7, 0.2, 60, List.of(2.0, 2.5)),
                    new Planned(40, 400, 440, 12, 0.9, 150, List.of(4.0, 3.0)),
                    new Planned(50, 300, 300, 15, 1.1, 120, List.of(4.0, 3.0))))
            .orElseThrow();
    assertThat(found.settled().step()).isEqualTo(10);
    assertThat(found.peak().step()).isEqualTo(40);
    assertThat(found.gap()).isCloseTo(0.1, within(1e-12));
    assertThat(found.residual()).isEqualTo(15);
    assertThat(found.residualPart()).isCloseTo(0.07, within(1e-12));
    assertThat(found.laterLayers()).isCloseTo(1.25, within(1e-12));
    assertThat(found.alignment()).isEqualTo(1.1);
    assertThat(found.bound()).contains(150.0);
    assertThat(found.atPeak(d -> Optional.of(d.components().alJ())).orElseThrow())
        .isCloseTo(4.5, within(1e-12));
    assertThat(found.atMost(d -> Optional.of(d.components().alJ())).orElseThrow())
        .isCloseTo(5.5, within(1e-12));
    assertThat(found.rises()).isTrue();
  }

  @Test
  void aRunWithinTheTransientSaysNothing() {
    var run = PlannedRun.of(shape, new Planned(3, 1, 1, 1, 1, 1, List.of(1.0)));
    assertThat(Sharpening.of(run)).isEmpty();
  }

  @Test
  void aFamilyFitsTheLawOfItsPeaks() {
    var runs =
        List.of(
            new SizedRun(100, "1, 1", PlannedRun.rising(shape, 9, 0.1, 0.2, 0.1)),
            new SizedRun(400, "1, 1", PlannedRun.rising(shape, 9, 0.1, 0.3, 0.4)));
    var family = new SizeFamily(2, "planned", "planned", Optional.empty(), runs);
    assertThat(family.sizes()).containsExactly(100, 400);
    assertThat(family.law().orElseThrow().b()).isCloseTo(0.5, within(1e-12));
    assertThat(family.law().orElseThrow().a()).isCloseTo(0.02, within(1e-12));
    var one = new SizeFamily(2, "one", "one", Optional.empty(), runs.subList(0, 1));
    assertThat(one.law()).isEmpty();
  }
}
