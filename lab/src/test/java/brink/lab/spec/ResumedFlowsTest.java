package brink.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.lab.record.Progress;
import brink.lab.record.RunData;
import brink.lab.record.RunFolder;
import brink.lab.record.RunStatus;
import brink.lab.record.StepRow;
import brink.lab.report.Report;
import brink.nn.format.ArraySegment;
import brink.nn.format.Safetensors;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResumedFlowsTest {
  private static final String SPEC =
      """
      name: dice
      data: {source: {kind: dice, image-size: 8}, subset: {count: 20}, scaling: {kind: unit}}
      network: {hidden: [9, 8], activation: elu}
      loss: cross-entropy
      stop: {steps: 40}
      save: {every: 9, times: [0.01, 0.1, 1, 2]}
      measure: {bottom: true, amplification: 3}
      """;

  @TempDir Path folder;
  private BreakableRuns runs;

  @BeforeEach
  void anEmptyHome() {
    runs = BreakableRuns.in(folder);
  }

  private Spec spec(String... settings) throws IOException {
    return runs.spec(SPEC, List.of(settings));
  }

  /** Broken off twice, and taken up twice. */
  private RunData assertHeals(Spec spec) throws IOException {
    var whole = runs.whole(spec);
    assertThat(whole.status()).isInstanceOf(RunStatus.Finished.class);
    long steps = whole.steps().size();
    runs.broken(spec, steps / 3);
    runs.brokenAgain(steps - 2);
    var resumed = runs.resumed();
    BreakableRuns.assertSame(resumed, whole);
    assertThat(resumed.provenance().resumed().orElseThrow()).hasSize(2);
    assertThat(resumed.folder().state()).doesNotExist();
    return resumed;
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "rkc1",
        "rkc2",
        "rock2",
        "rock4",
        "exponential-rosenbrock",
        "exprb32",
        "dormand-prince",
        "rk4",
        "descent",
        "{kind: euler, step: 0.05}",
        "{kind: exponential-euler, tolerance: 1e-2, max-sweeps: 30}"
      })
  void aFlowThatWasBrokenOffAndResumedHasTheNumbersOfAWholeOneBitForBit(String method)
      throws IOException {
    assertHeals(spec("flow=" + method));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "control={controller: i}        | stop={time: 3}",
        "control={controller: pid}      | stop={loss: 0.5}",
        "control={controller: predictive, errors: layers} | stop={time: 3}",
        "control={step: 0.05}           | stop={time: 2}",
        "control={refine: 3}            | stop={time: 2}",
        "engine.precision=float32       | stop={loss: 0.7}",
        "measure.random-projections=5   | stop={accuracy: 0.9}",
        "measure.test={count: 12}       | stop={gradient-norm: 0.2}"
      })
  void soHasOneWithAnyControlAndAnyStop(String setting, String stop) throws IOException {
    boolean loss = stop.contains("loss");
    assertHeals(spec(setting, stop, loss ? "save={loss-levels: 7}" : "save={every: 5}"));
  }

  @Test
  void soHasOneThatStopsWhereItsSharpnessRisesThroughALevel() throws IOException {
    var fine = "flow={kind: rkc2, tolerance: 1e-5}";
    var path = runs.run(spec(fine, "stop={time: 3}", "save={every: 3}"), "path", Progress.silent());
    var sharpness =
        path.moments().stream()
            .mapToDouble(moment -> moment.spectrum().topHess().orElseThrow().value())
            .toArray();
    double level = (sharpness[0] + Arrays.stream(sharpness).max().orElseThrow()) / 2;
    var resumed =
        assertHeals(spec(fine, "control={refine: 3}", "stop={sharpness: %s}".formatted(level)));
    assertThat(((RunStatus.Finished) resumed.status()).how()).contains("crossed");
  }

  @Test
  void itsPageSaysAfterWhichStepItWasTakenUp() throws IOException {
    var resumed = assertHeals(spec());
    assertThat(resumed.provenance().resumed().orElseThrow().getFirst().step()).isEqualTo(9);
    assertThat(Files.readString(Report.write(resumed))).contains("after step 9");
  }

  @Test
  void aFlowThatIsGivenUpIsGivenUpAgain() throws IOException {
    var spec = spec("stop={loss: 1e-9, max-steps: 12}");
    var failed = runs.run(spec, "broken", Progress.silent());
    assertThat(failed.status()).isInstanceOf(RunStatus.Failed.class);
    var again = runs.resumed();
    assertThat(again.status()).isEqualTo(failed.status());
    assertThat(again.moments()).isEqualTo(failed.moments());
    assertThat(again.steps().stream().map(StepRow::t))
        .containsExactlyElementsOf(failed.steps().stream().map(StepRow::t).toList());
  }

  @Test
  void aFlowThatIsStillGoingOnIsRefusedAndNotHarmed() throws IOException {
    var spec = spec();
    var whole = runs.whole(spec);
    Progress meanwhile =
        event -> {
          if (event instanceof Progress.Stepped stepped && stepped.step() == 20) {
            runs.assertRefused("still going on in another process");
          }
        };
    BreakableRuns.assertSame(runs.run(spec, "broken", meanwhile), whole);
  }

  /** Rewrites the state without one of its arrays, or with other metadata. */
  private static void rewrite(Path state, String without, String change, String to) {
    var metadata = new HashMap<String, String>();
    var arrays =
        Safetensors.read(state).stream()
            .filter(array -> !array.name().equals(without))
            .map(ArraySegment::of)
            .toList();
    try (var arena = Arena.ofConfined()) {
      metadata.putAll(Safetensors.open(state, arena).metadata());
    }
    metadata.replaceAll((_, text) -> text.replace(change, to));
    Safetensors.write(state, arrays, Map.copyOf(metadata));
  }

  @Test
  void aStateThatWasChangedOrIsOfAnotherVersionIsRefusedInASentence() throws IOException {
    runs.broken(spec(), 23);
    var run = RunFolder.open(folder.resolve("broken"));
    var metrics = Files.readAllBytes(run.metrics());
    var state = Files.readAllBytes(run.state());
    Files.write(run.state(), Arrays.copyOf(state, state.length / 2));
    runs.assertRefused("state.safetensors");
    Files.write(run.state(), state);
    rewrite(run.state(), "flow.y", "", "");
    runs.assertRefused("no usable \"y\"");
    Files.write(run.state(), state);
    rewrite(run.state(), "", "accumulated error", "accumulated");
    runs.assertRefused("no usable \"accumulated error\"");
    Files.write(run.state(), state);
    rewrite(run.state(), "", "\"flow\":{", "\"flaw\":{");
    runs.assertRefused("is not the state of a flow");
    Files.write(run.state(), state);
    var longer = spec("network.hidden=[9, 9]");
    assertThatThrownBy(() -> runs.run(longer, "longer", BreakableRuns.until(23)))
        .isInstanceOf(BreakableRuns.Stopped.class);
    Files.copy(
        RunFolder.open(folder.resolve("longer")).state(),
        run.state(),
        StandardCopyOption.REPLACE_EXISTING);
    runs.assertRefused("bytes of the");
    Files.write(run.metrics(), new byte[1_000_000]);
    runs.assertRefused("the run is of another version");
    Files.write(run.metrics(), metrics);
    Files.write(run.state(), state);
    assertThat(runs.resumed().status()).isInstanceOf(RunStatus.Finished.class);
  }

  @Test
  void aFlowThatHasDoneNoStepIsRefused() throws IOException {
    runs.broken(spec(), 1);
    runs.assertRefused("has not come to anything to go on from");
  }
}
