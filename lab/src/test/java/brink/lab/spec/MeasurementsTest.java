package brink.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.lab.record.EigenvalueRow;
import brink.lab.record.NoteRow;
import brink.lab.record.Progress;
import brink.lab.record.ProjectionRow;
import brink.lab.record.RunData;
import brink.lab.record.RunFolder;
import brink.lab.record.TestRow;
import brink.lab.report.Report;
import brink.nn.data.Places;
import brink.nn.network.Weights;
import brink.nn.objective.Objective;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What a run measures when it is asked to, on one real descent. */
class MeasurementsTest {
  private static final String SMALL =
      """
      name: small dice
      data:
        source: {kind: dice, image-size: 8}
        subset: {count: 40}
        scaling: {kind: feature, over: subset}
      network: {hidden: [12, 10], activation: tanh, init: {scheme: framework, seed: 1}}
      loss: cross-entropy
      descent: {learning-rate: 0.2}
      stop: {steps: 60}
      save: {every: 20}
      measure: {amplification: 0, decomposition: false}
      engine: {threads: 1}
      """;

  private static final Places NOWHERE = new Places(Optional.empty(), Path.of("none"));

  @TempDir static Path folder;
  private static Spec spec;
  private static RunData run;

  private static Spec read(String... settings) {
    return new SpecReader<>(Spec.class).read("small.yaml", SMALL, List.of(settings));
  }

  private static RunFolder run(Spec spec, String name) {
    return new Runs(NOWHERE, new Runs.Build("test", Optional.empty()))
        .run(spec, folder.resolve(name), Progress.silent(), _ -> () -> {});
  }

  @BeforeAll
  static void measureEverything() {
    spec =
        read(
            "measure.tolerance=1e-8",
            "measure.eigenvalues=4",
            "measure.projections={moment: 1, eigenvectors: 3}",
            "measure.taylor={moment: 2, steps: 15}",
            "measure.effective-smoothness=3",
            "measure.output-curvature=true",
            "measure.test={count: 30}");
    run = run(spec, "run").read();
  }

  @Test
  void theEigenvaluesOfEachMomentBeginWithItsSharpnessAndFall() {
    var rows = run.additional().eigenvalues();
    assertThat(rows).hasSize(4 * 4).allMatch(row -> row.pair().converged());
    for (var moment : run.moments()) {
      var here = rows.stream().filter(row -> row.moment() == moment.moment()).toList();
      assertThat(here.stream().map(EigenvalueRow::index)).containsExactly(1, 2, 3, 4);
      assertThat(here.getFirst().pair()).isEqualTo(moment.spectrum().topHess().orElseThrow());
      for (int i = 1; i < 4; i++) {
        assertThat(here.get(i).pair().value()).isLessThan(here.get(i - 1).pair().value());
      }
    }
  }

  @Test
  void projectionsAreOfEveryStepFromTheirMomentOn() {
    var rows = run.additional().projections();
    assertThat(rows).hasSize(3 * 41);
    assertThat(rows.subList(0, 3))
        .allMatch(row -> row.step() == 20 && row.displacement() == 0 && row.gradient() >= 0);
    for (var step : run.steps()) {
      var here = rows.stream().filter(row -> row.step() == step.step()).toList();
      double along = here.stream().mapToDouble(row -> Math.pow(row.gradient(), 2)).sum();
      assertThat(along).isLessThanOrEqualTo(Math.pow(step.gradNorm(), 2) * (1 + 1e-12));
    }
  }

  @Test
  void eachStepOfPlainDescentMovesTheProjectionsByTheirGradients() {
    var rows = run.additional().projections();
    for (int i = 3; i < rows.size(); i++) {
      ProjectionRow before = rows.get(i - 3);
      assertThat(rows.get(i).displacement())
          .isCloseTo(before.displacement() - 0.2 * before.gradient(), within(1e-12));
    }
  }

  @Test
  void theTaylorModelBeginsWithTheTrainingAndLeavesItSlowly() {
    var rows = run.additional().taylor();
    assertThat(rows).hasSize(16);
    assertThat(rows.getFirst().step()).isEqualTo(40);
    assertThat(rows.getFirst().distance()).isZero();
    for (var row : rows.subList(0, 2)) {
      assertThat(row.model()).isCloseTo(row.loss(), within(1e-3 * row.loss()));
    }
    var second = run.steps().get(40);
    assertThat(rows.get(1).loss()).isEqualTo(second.loss());
  }

  @Test
  void smoothnessAlongTheStepIsPositiveAndThatAtTheWeightsIsTheHessiansNorm() {
    var rows = run.additional().smoothness();
    assertThat(rows).hasSize(4);
    for (var row : rows) {
      var spectrum = run.moments().get(row.moment()).spectrum();
      double top = spectrum.topHess().orElseThrow().value();
      double bottom = spectrum.bottomHess().orElseThrow().value();
      assertThat(row.beta()).isEqualTo(Math.max(Math.abs(top), Math.abs(bottom)));
      assertThat(row.effective()).isPositive();
      assertThat(row.eta()).isEqualTo(0.2);
    }
  }

  @Test
  void underCrossEntropyTheCurvatureInTheOutputsFallsWithTheLoss() {
    var rows = run.additional().outputCurvatures();
    assertThat(rows).hasSize(4);
    assertThat(rows.getFirst().trace()).isBetween(0.6, 5.0 / 6); // near that of six even chances
    assertThat(rows.getLast().trace()).isLessThan(rows.getFirst().trace());
    assertThat(rows).allMatch(row -> row.top() <= row.trace() && row.top() <= 0.5);
  }

  @Test
  void theTestLossIsThatOfTheSnapshotsWholeNetworkOnHeldOutExamples() {
    var held = spec.measure().test().orElseThrow().load(spec.data(), NOWHERE);
    assertThat(held.size()).isEqualTo(30);
    assertThat(held.name()).contains("statistics of the Dice training");
    try (var engine = spec.engine().open()) {
      var network = spec.network().on(held);
      assertThat(spec.engine().span(engine, network, spec.data().load(NOWHERE)).network())
          .as("a network that is computed in coordinates")
          .isNotEqualTo(network);
      try (var objective = Objective.of(engine, network, spec.loss(), held);
          var work = objective.space().workspace()) {
        var theta = work.vec();
        assertThat(run.additional().tests()).hasSize(4);
        for (TestRow row : run.additional().tests()) {
          var snapshot = run.folder().snapshot(row.moment());
          Weights.read(snapshot, network.layout(), objective.space(), theta);
          var expected = objective.evaluate(theta);
          assertThat(row.loss()).isCloseTo(expected.loss(), within(1e-12));
          assertThat(row.accuracy()).contains(expected.accuracy().orElseThrow());
        }
      }
    }
  }

  @Test
  void thePageShowsItAll() throws Exception {
    var page = Files.readString(Report.write(run));
    assertThat(page)
        .contains("id=\"projections\"")
        .contains("id=\"taylor\"")
        .contains("id=\"smoothness\"")
        .contains("id=\"output-curvature\"")
        .contains("test accuracy")
        .contains("eigenvalue 4 of Hess")
        .contains("What moves it was not measured: measure.decomposition is false.")
        .doesNotContain("class=\"warnings\"");
  }

  @Test
  void whereMomentsNeverComeThePageSaysSo() throws Exception {
    var missing =
        run(read("measure.projections={moment: 9}", "measure.taylor={}"), "missing").read();
    assertThat(missing.additional().projections()).isEmpty();
    assertThat(missing.additional().taylor()).isEmpty();
    assertThat(missing.additional().notes().stream().map(NoteRow::text))
        .containsExactly(
            "measure.projections was to begin at moment 9, and the last moment is 3: name an earlier one, or save more often.",
            "measure.taylor was to begin where the sharpness reaches the edge of stability, which it does at no moment: train longer, raise descent.learning-rate, or name a moment.");
    assertThat(Files.readString(Report.write(missing)))
        .contains("class=\"warnings\"", "the last moment is 3");
  }

  @Test
  void withoutAMomentTheyBeginAtTheEdgeOfStability() {
    var settings =
        new String[] {
          "descent.learning-rate=1.5",
          "measure.projections={}",
          "measure.taylor={steps: 5}",
          "save.every=5",
          "stop={steps: 40}"
        };
    var edged = run(read(settings), "edged").read();
    var first =
        edged.moments().stream()
            .filter(m -> m.spectrum().topHess().orElseThrow().value() >= 2 / 1.5)
            .findFirst()
            .orElseThrow();
    assertThat(edged.additional().projections().getFirst().step()).isEqualTo(first.step());
    assertThat(edged.additional().taylor().getFirst().step()).isEqualTo(first.step());
  }

  @Test
  void anAnalysisListsSlices() {
    var json =
        new Analyses(NOWHERE)
            .of(read("measure.slices={radius: 0.5, points: 5}"), Optional.empty())
            .json();
    var tree = new JsonMapper().readTree(json);
    var slices = tree.get("slices");
    assertThat(slices.size()).isEqualTo(2);
    for (var slice : slices) {
      assertThat(slice.get("loss").get(2).doubleValue())
          .isCloseTo(tree.get("loss").doubleValue(), within(1e-12));
      assertThat(slice.get("model").get(2).doubleValue())
          .isCloseTo(tree.get("loss").doubleValue(), within(1e-12));
    }
    assertThat(slices.get(0).get("curvature").doubleValue())
        .isCloseTo(tree.get("top_hess").doubleValue(), within(1e-2));
    assertThat(slices.get(1).get("slope").doubleValue())
        .isCloseTo(-tree.get("grad_norm").doubleValue(), within(1e-12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "measure.eigenvalues=0 | eigenvalues and effective-smoothness must be at least 1",
        "measure.eigenvalues=5000 | measure asks for 5000 eigenvalues",
        "measure.projections={eigenvectors: 5000} | ask for fewer",
        "measure.projections={moment: -1} | moment must be at least 0",
        "measure.taylor={steps: 0} | steps at least 1",
        "measure.test={count: 0} | subset.count is 0",
        "measure.test={count: 2000000} | give a smaller count",
        "measure.slices={radius: 0} | radius must be finite and above 0",
        "descent.batch={size: 10} measure.taylor={} | the gradients of all examples",
        "descent.sam=0.1 measure.taylor={} | knows none with descent.sam",
      })
  void whatCannotBeMeasuredIsRefusedInASentenceAndLeavesNoFolder(String settings, String sentence) {
    assertThatThrownBy(() -> run(read(settings.split(" (?=measure)")), "refused"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(sentence);
    assertThat(folder.resolve("refused")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"projections={}", "taylor={}", "effective-smoothness=3"})
  void whatIsOfADescentIsRefusedOfAFlow(String asked) {
    var flow = SMALL.replace("descent: {learning-rate: 0.2}\n", "");
    assertThatThrownBy(
            () -> new SpecReader<>(Spec.class).read("flow.yaml", flow, List.of("measure." + asked)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("descent");
  }

  @Test
  void dataWithoutATestPartAsksForAnotherSource() {
    var yaml =
        """
        name: curve
        data: {source: {kind: chebyshev, degree: 3, points: 20}}
        network: {hidden: [5], activation: tanh}
        loss: {kind: squared-error, convention: mean}
        stop: {time: 1}
        measure: {amplification: 0, test: %s}
        """;
    var without = new SpecReader<>(Spec.class).read("curve", yaml.formatted("{}"), List.of());
    assertThatThrownBy(() -> run(without, "curve"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("has no test examples of its own")
        .hasMessageContaining("second source");
    var other = "{source: {kind: chebyshev, degree: 3, points: 7}}";
    var with = new SpecReader<>(Spec.class).read("curve", yaml.formatted(other), List.of());
    var tests = run(with, "curve").read().additional().tests();
    assertThat(tests).hasSize(2).allMatch(row -> row.accuracy().isEmpty());
  }
}
