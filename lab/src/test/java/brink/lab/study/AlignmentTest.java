package brink.lab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import brink.lab.analysis.Chart;
import brink.lab.record.Decomposition;
import brink.lab.record.Products;
import brink.lab.record.Progress;
import brink.lab.spec.Runs;
import brink.nn.data.Places;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AlignmentTest {
  @TempDir static Path shared;

  private static final Studies STUDIES =
      new Studies(
          new Runs(
              new Places(Optional.empty(), Path.of("none")),
              new Runs.Build("test", Optional.empty())),
          _ -> () -> {});

  static Stream<Study> all() {
    return Alignment.at(Scale.SMOKE).stream();
  }

  /** Hypotheses may fail; identities and what float32 measures must not. */
  private static boolean mustHold(Check check) {
    return Stream.of("add up", "product of its factors", "at the same weights", "before the edge")
        .anyMatch(check.what()::contains);
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyHypothesisIsDecidedInNumbersAndEveryIdentityHolds(Study study) {
    var findings = STUDIES.carryOut(study, shared, Progress.silent()).findings();
    assertThat(findings.checks())
        .hasSizeGreaterThanOrEqualTo(4)
        .allSatisfy(check -> assertThat(check.found()).containsPattern("\\d").doesNotContain("NaN"))
        .filteredOn(AlignmentTest::mustHold)
        .allSatisfy(check -> assertThat(check.holds()).as(check.toString()).isTrue());
    assertThat(findings.charts())
        .isNotEmpty()
        .flatExtracting(Chart::panels)
        .allSatisfy(panel -> assertThat(panel.curves()).isNotEmpty())
        .flatExtracting(Chart.Panel::curves)
        .allSatisfy(curve -> assertThat(curve.points()).isNotEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void runsOfOneNameAreOneRun(Scale scale) {
    var specs = new HashMap<String, String>();
    for (var study : Alignment.at(scale)) {
      for (var recipe : study.recipes()) {
        assertThat(recipe.spec().name()).isEqualTo(recipe.name());
        var text = Runs.resolved(recipe.spec());
        assertThat(specs.computeIfAbsent(recipe.name(), _ -> text)).isEqualTo(text);
      }
    }
  }

  /** Else they could not be compared moment by moment. */
  @ParameterizedTest
  @EnumSource
  void descentsAreMeasuredAtTheTimesOfTheFlow(Scale scale) {
    for (var study : Alignment.at(scale).subList(0, 2)) {
      List<Double> times = List.of();
      for (var recipe : study.recipes()) {
        if (recipe.spec().descent().isEmpty()) {
          times = recipe.spec().save().times().orElseThrow();
          continue;
        }
        double rate = recipe.spec().descent().orElseThrow().learningRate();
        double every = recipe.spec().save().every().orElseThrow() * rate;
        for (int i = 0; i < times.size(); i++) {
          assertThat((i + 1) * every).isCloseTo(times.get(i), within(1e-9 * times.get(i)));
        }
      }
    }
  }

  @Test
  void aStudyThatEndsBeforeItsEdgeSaysThatItIsNotReached() {
    var brief =
        new AlignmentAtEdge(
            "brief",
            "brief",
            new Timed(
                """
                name: brief
                data: {source: {kind: dice, seed: 1, image-size: 8}, scaling: {kind: unit}, subset: {count: 24}}
                network: {hidden: [8], activation: elu, init: {scheme: framework}}
                loss: {kind: squared-error, convention: half-sum}
                measure: {classical: false, amplification: 0}
                """,
                1,
                2),
            List.of(0.01),
            List.of(1));
    var checks = STUDIES.carryOut(brief.study(), shared, Progress.silent()).checks();
    assertThat(checks).hasSize(2).noneMatch(Check::holds);
    assertThat(checks).extracting(Check::found).contains("never");
  }

  @Test
  void theFactorsOfTheDecompositionMultiplyToTopG() {
    var d =
        new Decomposition(Optional.of(0.5), 60, 80, new Products(2, 3, 5, 0.7), 1.5, 31.5, 1, 0);
    double product =
        Arrays.stream(SharpnessFactor.values())
            .mapToDouble(factor -> factor.of(d).orElseThrow())
            .reduce(1, (a, b) -> a * b);
    assertThat(product).isCloseTo(0.5 * 60, within(1e-12));
  }
}
