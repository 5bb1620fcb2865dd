package brink.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void theDecompositionHoldsAtEveryMoment() throws Exception {
    for (var moment : small().moments()) {
      var d = moment.decomposition();
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
            .json(spec, Optional.of(run.folder().snapshot(last.moment())));
    var root = new tools.jackson.databind.json.JsonMapper().readTree(json);
    assertThat(root.get("loss").asDouble()).isEqualTo(last.loss());
    assertThat(root.get("e_k2").asDouble()).isEqualTo(last.decomposition().eK2());
    assertThat(root.get("AL_J").asDouble()).isEqualTo(last.decomposition().components().alJ());
    double sharpness = last.spectrum().topHess().orElseThrow().value();
    assertThat(root.get("top_hess").asDouble()).isCloseTo(sharpness, within(1e-8 * sharpness));
  }

  @Test
  void firstWeightsWithoutAFiniteLossAreRefusedInWords() {
    assertThatThrownBy(
            () -> run(SMALL.formatted(100).replace("elu", "elu, init: {gain: 1e200}"), out()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("not a finite number");
    assertThat(RunFolder.open(out()).status()).isInstanceOf(RunStatus.Failed.class);
  }

  @Test
  void anAccuracyThatCanNeverBeMetIsRefused() {
    var yaml =
        """
        name: values
        data: {source: {kind: chebyshev, degree: 3, points: 9}}
        network: {hidden: [5], activation: tanh}
        loss: {kind: squared-error, convention: mean}
        stop: {accuracy: 0.9}
        """;
    assertThatThrownBy(() -> run(yaml, out()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("values, not classes");
  }

  @Test
  void aNetworkTooLargeForTheMachineIsRefusedBeforeAnythingIsMade() {
    var huge = SMALL.formatted(100).replace("[12, 10, 9]", "[40000, 30000]");
    assertThatThrownBy(() -> run(huge, out()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("of memory for its 1.20e+09 parameters");
    var beyond = SMALL.formatted(100).replace("[12, 10, 9]", "[2000000, 2000000]");
    assertThatThrownBy(() -> run(beyond, out()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("more than Brink can hold");
    assertThat(out()).doesNotExist();
  }

  private Path out() {
    return folder.resolve("out");
  }
}
