package brink.lab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.lab.analysis.PlannedRun;
import brink.lab.analysis.PlannedRun.Planned;
import brink.lab.analysis.PowerLaw;
import brink.lab.analysis.SizeFamily;
import brink.lab.analysis.SizedRun;
import brink.lab.record.RunData;
import brink.lab.spec.Sweep;
import brink.nn.data.Sst;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LowellTest {
  @TempDir static Path folder;
  private static RunData shape;

  @BeforeAll
  static void readAShape() {
    shape = PlannedRun.shape(folder.resolve("shape"));
  }

  @ParameterizedTest
  @EnumSource
  void everyRunOfEveryScaleHasAnIdOfItsOwnAndStopsAtALoss(Scale scale) {
    var points =
        Lowell2024.at(scale, Optional.empty()).stream()
            .flatMap(f -> f.sweep().points().stream())
            .toList();
    assertThat(points).extracting(Sweep.Point::id).doesNotHaveDuplicates();
    assertThat(points)
        .allSatisfy(point -> {
          assertThat(point.spec().stop().loss()).isPresent();
          assertThat(point.spec().data().subset().count()).contains(Lowell2024.size(point));
          assertThat(point.spec().engine().threads()).contains(1);
        });
  }

  @Test
  void theLaptopRunsAreTheOnesThatAreSaid() {
    var families = Lowell2024.at(Scale.LAPTOP, Optional.empty());
    assertThat(families)
        .extracting(Lowell2024.Family::key)
        .startsWith("dice-ce", "cifar10-ce", "cifar10-mse");
    var images = families.get(1).sweep().points();
    assertThat(images).hasSize(16);
    assertThat(images.stream().map(Lowell2024::size).distinct()).containsExactly(97, 195, 390, 781);
    assertThat(images.stream().map(Lowell2024::seeds).distinct())
        .containsExactlyInAnyOrder("1, 1", "1, 2", "2, 1", "2, 2");
    assertThat(families.get(1).published()).contains(new PowerLaw(0.0004, 0.49, 0.97));
  }

  @Test
  void aFamilyThatThereIsNotIsRefusedInASentence() {
    assertThat(Lowell2024.chosen(Scale.LAPTOP, List.of("cifar10-mse"), Optional.empty()))
        .hasSize(1);
    assertThatThrownBy(
            () -> Lowell2024.chosen(Scale.SMOKE, List.of("cifar10-mse"), Optional.empty()))
        .isInstanceOf(InputError.class)
        .hasMessage("There are no runs of cifar10-mse at this scale: choose among dice-ce.");
  }

  @Test
  void sstIsMarkedAsAStandInUnlessAModelIsGiven() {
    var sst = List.of("sst-ce");
    var standIn = Lowell2024.chosen(Scale.PAPER, sst, Optional.empty()).getFirst();
    assertThat(standIn.title()).contains("random word vectors, not RoBERTa");
    var model = Path.of("it's", "roberta");
    var real = Lowell2024.chosen(Scale.PAPER, sst, Optional.of(model)).getFirst();
    assertThat(real.title()).isEqualTo("SST, cross-entropy");
    assertThat(real.number()).isEqualTo(standIn.number());
    assertThat(real.sweep().points())
        .extracting(point -> point.spec().data().source())
        .allSatisfy(source ->
            assertThat(source)
                .isEqualTo(
                    new Sst(
                        Optional.empty(),
                        Sst.Units.PHRASES,
                        32,
                        Optional.of(model),
                        Optional.empty())));
    assertThatThrownBy(() -> Lowell2024.chosen(Scale.LAPTOP, List.of(), Optional.of(model)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("A model is of sst-ce");
  }

  private SizeFamily family(double exponent) {
    var runs = new ArrayList<SizedRun>();
    for (int seed = 1; seed <= 4; seed++) {
      for (int n : List.of(100, 400)) {
        double peak = 0.01 * Math.pow(n, exponent + 0.01 * (seed % 2 == 0 ? 1 : -1));
        runs.add(new SizedRun(n, "1, " + seed, PlannedRun.rising(shape, 9, peak / 3, peak)));
      }
    }
    return new SizeFamily(
        2, "planned", "Planned", Optional.of(new PowerLaw(0.0004, 0.49, 0.97)), runs);
  }

  @Test
  void whatIsWithinThePublishedNumbersHolds() {
    var checks = LowellClaims.of(List.of(family(0.49)));
    assertThat(checks).hasSize(8).filteredOn(check -> !check.holds()).hasSize(1);
    assertThat(checks)
        .filteredOn(check -> check.what().contains("bounded below"))
        .singleElement()
        .satisfies(check -> assertThat(check.found()).contains("the bound is 50.00 at most"));
    assertThat(checks.getLast().what()).contains("the published b = 0.49 (R² 0.97)");
    assertThat(checks.getLast().found())
        .startsWith("b = 0.490, 95 % interval 0.480 to 0.500 (4 pairs of seeds, 10,000 resamples)");
  }

  @Test
  void anotherExponentIsSaidAndDoesNotHold() {
    var law = LowellClaims.of(List.of(family(0.2))).getLast();
    assertThat(law.holds()).isFalse();
    assertThat(law.found()).startsWith("b = 0.200, 95 % interval 0.190 to 0.210");
  }

  @Test
  void eachClaimIsTestedByItsNumber() {
    var moments =
        new Planned[] {
          new Planned(0, 9, 9, 9, 9, 9, List.of(1.0, 9.0)),
          new Planned(10, 100, 70, 57, 0.3, 200, List.of(2.0, 3.0)),
          new Planned(20, 120, 90, 40, 0.2, 300, List.of(2.0, 3.0))
        };
    var run = new SizedRun(97, "1, 1", PlannedRun.of(shape, moments));
    var family =
        new SizeFamily(
            1, "bad", "Bad", Optional.of(new PowerLaw(0.0017, 0.23, 0.84)), List.of(run));
    var checks = LowellClaims.of(List.of(family));
    assertThat(checks).hasSize(8).noneMatch(Check::holds);
    assertThat(checks)
        .extracting(Check::found)
        .startsWith("57.0 % at most", "57.00 at most", "30.0 % off at most", "50.0 % above at most")
        .contains("runs of two sizes at least are needed");
  }

  @Test
  void theMedianOfTwoRunsIsTheMeanOfBoth() {
    var runs =
        List.of(
            new SizedRun(97, "1, 1", PlannedRun.rising(shape, 9, 1, 2)),
            new SizedRun(97, "1, 2", PlannedRun.rising(shape, 9, 1, 4)));
    var family = new SizeFamily(1, "two", "Two", Optional.empty(), runs);
    assertThat(LowellClaims.of(List.of(family)))
        .extracting(Check::found)
        .contains(
            "in 2 of 2 runs whose sharpness rises; median of peak over start: AL_J × 3.00, ρ(K) × 1.00, PI_x × 1.00, AL_x × 1.00, PI_J × 1.00, E|D_L|² × 1.00");
  }

  @Test
  void aFamilyWithoutRunsSaysSo() {
    var empty = new SizeFamily(1, "none", "None", Optional.empty(), List.of());
    assertThat(LowellClaims.of(List.of(empty))).singleElement().matches(check -> !check.holds());
    assertThat(LowellTables.of(List.of(empty)).get(1).rows().getFirst())
        .startsWith("None", "0", "–");
  }

  @Test
  void tablesHaveOursBesideThePublishedNumbers() {
    var tables = LowellTables.of(List.of(family(0.49)));
    assertThat(tables.get(0).csv().lines()).hasSize(3);
    assertThat(tables.get(1).csv().lines().skip(1))
        .singleElement()
        .asString()
        .startsWith("Planned,8,0.0100,0.0100 to 0.0100,0.0004,")
        .contains(",0.490,0.480 to 0.500,0.49,")
        .endsWith(",0.97");
    assertThat(tables.get(2).rows()).hasSize(8);
  }

  @Test
  void aGradientIsTwoProductsInTheFirstLayerAndThreeInTheOthersInTheSpanOfTheInputs() {
    var cost = new FlowCost(List.of(3072, 512, 10), 200);
    assertThat(cost.gradientFlops(64))
        .isEqualTo(2.0 * 64 * (2 * 64 * 512 + 3 * 512 * 10), within(1.0));
    assertThat(cost.gradientFlops(4000))
        .isEqualTo(2.0 * 4000 * (2 * 3072 * 512 + 3 * 512 * 10), within(1.0));
    assertThat(cost.flops(128) / cost.flops(64)).isGreaterThan(2);
  }

  @Test
  void timesAreSaidInWords() {
    assertThat(FlowCost.about(Duration.ofSeconds(20))).isEqualTo("less than a minute");
    assertThat(FlowCost.about(Duration.ofMinutes(41))).isEqualTo("about 41 min");
    assertThat(FlowCost.about(Duration.ofMinutes(185))).isEqualTo("about 3 h");
    assertThat(FlowCost.about(Duration.ofDays(9))).isEqualTo("about 9 days");
  }
}
