package brink.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import brink.core.error.InputError;
import brink.lab.analysis.RunDistance;
import brink.lab.record.MomentRow;
import brink.lab.record.Progress;
import brink.lab.record.Ritz;
import brink.lab.record.RunData;
import brink.lab.record.RunFolder;
import brink.lab.record.RunStatus;
import brink.lab.report.Report;
import brink.nn.data.Places;
import brink.nn.format.Safetensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunsTest {
  private static final String SMALL =
      """
      name: small dice
      data:
        source: {kind: dice, image-size: 8}
        subset: {count: 60}
        scaling: {kind: unit}
      network: {hidden: [12, 10, 9], activation: elu}
      loss: cross-entropy
      stop: {loss: 0.3, max-steps: %d}
      save: {loss-levels: 6}
      measure: {tolerance: 1e-8, jacobian-tolerance: 1e-6, amplification: 5}
      """;

  @TempDir Path folder;

  private RunFolder run(String yaml, Path out) throws Exception {
    var file = folder.resolve("spec.yaml");
    Files.writeString(file, yaml);
    var runs =
        new Runs(new Places(Optional.empty(), folder), new Runs.Build("test", Optional.empty()));
    return runs.run(Runs.read(file, List.of()), out, Progress.silent(), _ -> () -> {});
  }

  private RunData small() throws Exception {
    return run(SMALL.formatted(10_000), folder.resolve("run")).read();
  }

  @Test
  void aRunKeepsItsStepsMomentsLayersAndSnapshots() throws Exception {
    var run = small();
    assertThat(run.status()).isInstanceOf(RunStatus.Finished.class);
    assertThat(run.moments()).hasSize(8);
    assertThat(run.layers()).hasSize(8 * 4);
    assertThat(run.amplifications()).hasSize(2 * 5 * 4);
    assertThat(run.steps().getLast().loss()).isLessThan(0.31);
    for (var moment : run.moments()) {
      var weights = Safetensors.read(run.folder().snapshot(moment.moment()));
      assertThat(weights).hasSize(8);
    }
    assertThat(run.provenance().data().examples()).isEqualTo(60);
    assertThat(run.provenance().loss()).contains("mean over the examples");
  }

  @ParameterizedTest
  @CsvSource({"ends, 0 7", "none, ''"})
  void weightsAreKeptOfTheMomentsThatAreAskedFor(String weights, String kept) throws Exception {
    var yaml =
        SMALL
            .formatted(10_000)
            .replace("save: {loss-levels: 6}", "save: {loss-levels: 6, weights: " + weights + "}");
    var run = run(yaml, folder.resolve("run")).read();
    assertThat(run.moments()).hasSize(8);
    assertThat(
            run.moments().stream()
                .map(MomentRow::moment)
                .filter(moment -> Files.exists(run.folder().snapshot(moment)))
                .map(Object::toString)
                .collect(Collectors.joining(" ")))
        .isEqualTo(kept);
  }

  private static String descending(String descent, String stop) {
    return SMALL
        .formatted(10_000)
        .replace("{loss: 0.3, max-steps: 10000}", stop)
        .replace("loss-levels: 6", "every: 50")
        .concat("descent: " + descent + "\n");
  }

  @Test
  void aDescentKeepsItsStepsAndItsPageSaysHowItStandsToItsEdge() throws Exception {
    var run =
        run(descending("{learning-rate: 0.05}", "{steps: 120}"), folder.resolve("run")).read();
    assertThat(run.status())
        .isEqualTo(new RunStatus.Finished("120 steps taken at t = 6.000, after 120 steps"));
    assertThat(run.steps()).hasSize(120).allMatch(step -> step.edge().equals(Optional.of(40.0)));
    assertThat(run.steps()).allMatch(step -> step.localError().isEmpty());
    assertThat(run.moments().stream().map(MomentRow::step)).containsExactly(0L, 50L, 100L, 120L);
    assertThat(run.amplifications()).hasSize(2 * 5 * 4);
    assertThat(run.provenance().flow()).isEqualTo("gradient descent at learning rate 0.05");
    var page = Files.readString(Report.write(run));
    assertThat(page)
        .contains("edge of stability")
        .contains("The steps of the descent")
        .doesNotContain("off the exact flow");
    assertThat(run.folder().path().resolve("figures/steps.svg")).exists();
  }

  @Test
  void theSharpnessOfADescentRisesToItsEdgeOfStabilityAndStaysThere() throws Exception {
    var yaml =
        """
        name: edge
        data: {source: {kind: chebyshev, degree: 3, points: 20}}
        network: {hidden: [30, 20], activation: tanh, init: {scheme: framework, seed: 1}}
        loss: {kind: squared-error, convention: half-sum}
        descent: {learning-rate: 0.3}
        stop: {steps: 4000}
        save: {every: 200}
        measure: {classical: false, amplification: 0}
        """;
    var moments = run(yaml, folder.resolve("run")).read().moments();
    assertThat(top(moments.getFirst())).isLessThan(5);
    // From step 2000 on: 2 / 0.3 = 6.67.
    for (var moment : moments.subList(10, moments.size())) {
      assertThat(top(moment)).isCloseTo(2 / 0.3, withinPercentage(5));
    }
  }

  @Test
  void aSmallLearningRateDescendsAlongTheFlow() throws Exception {
    var flow =
        run(
                SMALL
                    .formatted(10_000)
                    .replace("{loss: 0.3, max-steps: 10000}", "{time: 1}")
                    .replace("loss-levels: 6", "every: 1000"),
                folder.resolve("flow"))
            .read();
    var fine =
        run(
                descending("{learning-rate: 0.0005}", "{time: 1}")
                    .replace("every: 50", "every: 2000"),
                folder.resolve("fine"))
            .read();
    var coarse =
        run(
                descending("{learning-rate: 0.001}", "{time: 1}")
                    .replace("every: 50", "every: 2000"),
                folder.resolve("coarse"))
            .read();
    double exact = flow.moments().getLast().loss();
    double far = coarse.moments().getLast().loss() - exact;
    double near = fine.moments().getLast().loss() - exact;
    assertThat(near).isCloseTo(0, within(1e-3 * exact));
    assertThat(far / near).isBetween(1.8, 2.2); // of first order
  }

  @Test
  void theDistanceBetweenTwoRunsIsThatOfTheirWeightsAtTheTimesOfBoth() throws Exception {
    var one =
        run(
                descending("{learning-rate: 0.05}", "{steps: 40}")
                    .replace("every: 50", "every: 10"),
                folder.resolve("one"))
            .read();
    var other =
        run(
                descending("{learning-rate: 0.1}", "{steps: 18}").replace("every: 50", "every: 5"),
                folder.resolve("other"))
            .read();
    // Times 0, .5, 1, 1.5, 2 and 0, .5, 1, 1.5, 1.8: four in common, the start at distance 0.
    var found = RunDistance.between(one, other);
    assertThat(found.stream().map(RunDistance.At::t))
        .allSatisfy(t -> assertThat(2 * t).isCloseTo(Math.rint(2 * t), within(1e-12)));
    assertThat(found).hasSize(4);
    assertThat(found.getFirst().distance()).isZero();
    var a = Safetensors.read(one.folder().snapshot(2));
    var b = Safetensors.read(other.folder().snapshot(2));
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      for (int j = 0; j < a.get(i).values().length; j++) {
        sum += Math.pow(a.get(i).values()[j] - b.get(i).values()[j], 2);
      }
    }
    assertThat(found.get(2).distance()).isCloseTo(Math.sqrt(sum), within(1e-12)).isPositive();
    assertThat(found.get(2).travelled()).isEqualTo(one.moments().get(2).distance());
    var page = Report.compare(List.of(one.folder(), other.folder()), folder.resolve("both"));
    assertThat(Files.readString(page)).contains("Distance from ");
    assertThat(folder.resolve("both/figures/distance.svg")).exists();
  }

  @Test
  void withoutSnapshotsTheDistanceIsEstimatedFromRandomProjections() throws Exception {
    var runs = new ArrayList<RunData>();
    for (double rate : List.of(0.05, 0.1)) {
      var spec =
          descending("{learning-rate: " + rate + "}", "{time: 2}")
              .replace("every: 50", "every: " + Math.round(1 / rate))
              .replace("measure: {", "measure: {random-projections: 400, ");
      runs.add(run(spec, folder.resolve("rate-" + rate)).read());
    }
    var both = RunDistance.between(runs.getFirst(), runs.getLast());
    Files.delete(runs.getFirst().folder().snapshot(1));
    var alone = RunDistance.between(runs.getFirst(), runs.getLast());

    assertThat(both).hasSize(3);
    assertThat(alone.get(1).exact()).isEmpty();
    assertThat(alone.get(1).estimated()).isEqualTo(both.get(1).estimated());
    double exact = both.get(1).exact().orElseThrow();
    assertThat(exact).isPositive();
    // The estimate is off by 1 / sqrt(2 k), 3.5 %, in the mean: four times as much is allowed.
    assertThat(alone.get(1).distance()).isCloseTo(exact, within(0.14 * exact));
    var page =
        Report.compare(List.of(runs.get(0).folder(), runs.get(1).folder()), folder.resolve("page"));
    assertThat(Files.readString(page)).contains("estimated from random projections");
  }

  @Test
  void aDescentInBatchesStopsAtTheWholeLoss() throws Exception {
    var run =
        run(
                descending(
                    "{learning-rate: 0.05, batch: {size: 20}}", "{loss: 1.5, max-steps: 3000}"),
                folder.resolve("run"))
            .read();
    assertThat(run.status()).isInstanceOf(RunStatus.Finished.class);
    assertThat(run.moments().getLast().loss()).isLessThanOrEqualTo(1.5);
    assertThat(run.steps().getLast().step() % 3).isZero(); // 60 examples: three batches an epoch
  }

  @Test
  void aDescentThatDivergesKeepsItsFolderMarkedAsFailed() throws Exception {
    var run =
        run(descending("{learning-rate: 1000}", "{steps: 5000}"), folder.resolve("run")).read();
    assertThat(run.status())
        .isInstanceOfSatisfying(
            RunStatus.Failed.class,
            failed -> assertThat(failed.why()).contains("The descent diverged: after step"));
    assertThat(run.moments()).isNotEmpty();
    assertThat(Files.readString(Report.write(run)))
        .contains("This run failed: The descent diverged");
  }

  @Test
  void aBatchLargerThanTheDataIsRefusedAndLeavesNoFolder() {
    var out = folder.resolve("run");
    assertThatThrownBy(
            () -> run(descending("{learning-rate: 1, batch: {size: 61}}", "{steps: 5}"), out))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("A batch of 61 examples is larger than the data, 60");
    assertThat(out).doesNotExist();
  }

  @Test
  void theSpanOfTheInputsGivesTheRunOfTheWholeNetwork() throws Exception {
    var text = SMALL.formatted(10_000).replace("count: 60", "count: 20"); // of 64 numbers each
    text += "flow: {kind: rkc2, tolerance: 1e-6}\n";
    var inside = run(text, folder.resolve("inside")).read();
    var whole = run(text + "engine: {input-span: false}\n", folder.resolve("whole")).read();
    assertThat(inside.provenance().data()).isEqualTo(whole.provenance().data());
    assertThat(inside.provenance().network()).isEqualTo(whole.provenance().network());
    assertThat(inside.moments()).hasSameSizeAs(whole.moments());
    for (int i = 0; i < whole.moments().size(); i++) {
      var here = inside.moments().get(i);
      var there = whole.moments().get(i);
      assertThat(here.t()).isCloseTo(there.t(), within(1e-6 * there.t()));
      assertThat(top(here)).isCloseTo(top(there), withinPercentage(1e-3));
      assertThat(here.distance()).isCloseTo(there.distance(), within(1e-5 * there.distance()));
      assertThat(here.decomposition().orElseThrow().components().alJ())
          .isCloseTo(
              there.decomposition().orElseThrow().components().alJ(), withinPercentage(1e-3));
      var weights = Safetensors.read(inside.folder().snapshot(i));
      var expected = Safetensors.read(whole.folder().snapshot(i));
      for (int k = 0; k < expected.size(); k++) {
        assertThat(weights.get(k).values()).containsExactly(expected.get(k).values(), within(1e-5));
      }
    }
  }

  private static double top(MomentRow moment) {
    return moment.spectrum().topHess().map(Ritz::value).orElseThrow();
  }

  @Test
  void theDecompositionHoldsAtEveryMoment() throws Exception {
    for (var moment : small().moments()) {
      var d = moment.decomposition().orElseThrow();
      var p = d.components();
      double topG = moment.spectrum().topG().map(Ritz::value).orElseThrow();
      double topR = moment.spectrum().topR().map(Ritz::value).orElseThrow();
      double topHess = moment.spectrum().topHess().map(Ritz::value).orElseThrow();
      assertThat(d.identityError()).isLessThan(1e-10);
      assertThat(p.piX() * p.alX() * p.piJ() * p.alJ() * d.eDl2Last())
          .isCloseTo(d.eDl2First(), within(1e-10 * d.eDl2First()));
      assertThat(d.rho().orElseThrow()).isBetween(0.0, 1.0);
      assertThat(d.rho().orElseThrow() * d.eK2()).isCloseTo(topG, within(1e-9 * topG));
      assertThat(d.eK2()).isLessThanOrEqualTo(d.eKl2Sum() * (1 + 1e-12));
      assertThat(topHess).isLessThanOrEqualTo((topG + topR) * (1 + 1e-8));
    }
  }

  @Test
  void theSameSpecGivesTheSameNumbersBitForBit() throws Exception {
    var first = small();
    var second = run(SMALL.formatted(10_000), folder.resolve("again")).read();
    assertThat(second.moments()).isEqualTo(first.moments());
    assertThat(second.layers()).isEqualTo(first.layers());
  }

  @Test
  void aRunThatIsGivenUpIsMarkedAsFailedAndKeepsWhatItHas() throws Exception {
    var run = run(SMALL.formatted(3), folder.resolve("run")).read();
    assertThat(run.status())
        .isInstanceOfSatisfying(
            RunStatus.Failed.class, failed -> assertThat(failed.why()).contains("after 3 steps"));
    assertThat(run.steps()).hasSize(3);
    assertThat(run.moments()).isNotEmpty();
    assertThat(Report.write(run)).content().contains("failed");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: a, data: {source: {kind: chebyshev, degree: 3, points: 9}}, network: {hidden: [4], activation: tanh}, loss: cross-entropy, stop: {time: 1}} | Cross-entropy needs classes",
        "{name: a, data: {source: {kind: chebyshev, degree: 3, points: 9}}, network: {hidden: [4], activation: tanh}, loss: {kind: squared-error, convention: mean}, stop: {accuracy: 0.9}} | stop.accuracy needs classes",
        "{name: a, data: {source: {kind: chebyshev, degree: 3, points: 9}}, network: {hidden: [4], activation: elu, init: {gain: 1e300}}, loss: {kind: squared-error, convention: mean}, stop: {time: 1}} | At these weights the loss is",
        "{name: a, data: {source: {kind: chebyshev, degree: 3, points: 9}}, network: {hidden: [4], activation: elu, weights: absent.npz}, loss: {kind: squared-error, convention: mean}, stop: {time: 1}} | absent.npz",
        "{name: a, data: {source: {kind: chebyshev, degree: 3, points: 9}}, network: {hidden: [40000, 40000], activation: elu}, loss: {kind: squared-error, convention: mean}, stop: {time: 1}} | of memory",
        "{name: a, data: {source: {kind: chebyshev, degree: 3, points: 9}}, network: {hidden: [2147483647, 2147483647, 2147483647, 2147483647], activation: elu}, loss: {kind: squared-error, convention: mean}, stop: {time: 1}} | parameters"
      })
  void whatCannotBeRunIsRefusedAndLeavesNoFolder(String yaml, String part) {
    var out = folder.resolve("refused");
    assertThatThrownBy(() -> run(yaml, out))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(part);
    assertThat(out).doesNotExist();
  }

  @Test
  void fewerExamplesABatchGiveTheSameNumbers() throws Exception {
    var yaml = SMALL.replace("[12, 10, 9]", "[90, 80]").replace("count: 60", "count: 239");
    var steps = "{steps: 3, max-steps: 9}\nmeasure: {tolerance: 1e-9}\n";
    var start = yaml.substring(0, yaml.indexOf("stop:")) + "stop: " + steps;
    var whole = run(start, folder.resolve("whole")).read();
    var ragged = run(start + "engine: {memory: 1}\n", folder.resolve("ragged")).read();
    assertThat(ragged.moments()).hasSameSizeAs(whole.moments());
    for (int i = 0; i < whole.moments().size(); i++) {
      var expected = whole.moments().get(i);
      var actual = ragged.moments().get(i);
      close(actual.t(), expected.t());
      close(actual.loss(), expected.loss());
      close(actual.gradNorm(), expected.gradNorm());
      close(
          actual.decomposition().orElseThrow().eK2(), expected.decomposition().orElseThrow().eK2());
      close(
          actual.decomposition().orElseThrow().eKl2Sum(),
          expected.decomposition().orElseThrow().eKl2Sum());
      close(
          actual.spectrum().topHess().orElseThrow().value(),
          expected.spectrum().topHess().orElseThrow().value());
    }
  }

  private static void close(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-10 * Math.abs(expected)));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "engine: {precision: float32}",
        "engine: {threads: 40}",
        "loss: {kind: squared-error, convention: half-sum}",
        "network: {hidden: [], activation: elu}",
        "network: {hidden: [1], activation: relu}",
        "data: {source: {kind: dice, image-size: 8}, subset: {count: 1}, scaling: {kind: unit}}",
        "save: {every: 1}",
        "save: {times: [1e-4, 1e-4, 3]}",
        "flow: exponential-euler",
        "flow: {kind: rk4, alpha: 5}",
        "stop: {loss: 50}"
      })
  void anOddButUsableSpecRunsToItsEndAndHasAPage(String change) throws Exception {
    var key = change.substring(0, change.indexOf(':'));
    var spec = folder.resolve("spec.yaml");
    Files.writeString(spec, SMALL.formatted(500).replace("6}", "2}"));
    var settings =
        List.of(
            key + "=" + change.substring(key.length() + 1),
            key.equals("stop") ? "name=odd" : "stop={steps: 4, loss: 0.01}",
            "measure.tolerance=1e-3");
    var runs =
        new Runs(new Places(Optional.empty(), folder), new Runs.Build("test", Optional.empty()));
    var run =
        runs.run(Runs.read(spec, settings), folder.resolve("odd"), Progress.silent(), _ -> () -> {})
            .read();
    assertThat(run.status()).isInstanceOf(RunStatus.Finished.class);
    assertThat(run.moments()).isNotEmpty();
    assertThat(Report.write(run))
        .content()
        .contains("</html>")
        .doesNotContain("NaN", "more than rounding");
  }

  @Test
  void anExistingRunIsNeverWrittenOver() throws Exception {
    small();
    assertThatThrownBy(this::small)
        .isInstanceOf(InputError.class)
        .hasMessageContaining("not written over");
  }

  @Test
  void anAnalysisOfASnapshotRepeatsTheNumbersOfItsMoment() throws Exception {
    var run = small();
    var spec = Runs.read(run.folder().spec(), List.of());
    var last = run.moments().getLast();
    var json =
        new Analyses(new Places(Optional.empty(), folder))
            .of(spec, Optional.of(run.folder().snapshot(last.moment())))
            .json();
    var root = new tools.jackson.databind.json.JsonMapper().readTree(json);
    assertThat(root.get("loss").asDouble()).isCloseTo(last.loss(), withinPercentage(1e-10));
    var decomposition = last.decomposition().orElseThrow();
    assertThat(root.get("e_k2").asDouble()).isCloseTo(decomposition.eK2(), withinPercentage(1e-10));
    assertThat(root.get("AL_J").asDouble())
        .isCloseTo(decomposition.components().alJ(), withinPercentage(1e-4));
    double sharpness = last.spectrum().topHess().orElseThrow().value();
    assertThat(root.get("top_hess").asDouble()).isCloseTo(sharpness, within(1e-8 * sharpness));
  }
}
