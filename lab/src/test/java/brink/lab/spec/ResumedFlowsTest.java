package brink.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import brink.lab.record.Progress;
import brink.lab.record.RunData;
import brink.lab.record.RunFolder;
import brink.lab.record.RunStatus;
import brink.lab.record.StepRow;
import brink.lab.report.Report;
import brink.nn.data.Places;
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
import java.util.Optional;
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

  /** What ends a run from outside, in the middle of a step. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @TempDir Path folder;
  private Runs runs;

  @BeforeEach
  void anEmptyHome() {
    runs = new Runs(new Places(Optional.empty(), folder), new Runs.Build("test", Optional.empty()));
  }

  private Spec spec(String... settings) throws IOException {
    return Runs.read(Files.writeString(folder.resolve("spec.yaml"), SPEC), List.of(settings));
  }

  private RunData run(Spec spec, String out, Progress progress) {
    return runs.run(spec, folder.resolve(out), progress, _ -> () -> {}).read();
  }

  private RunData resumed(Progress progress) {
    return runs.resume(folder.resolve("broken"), progress, _ -> () -> {}).read();
  }

  private static Progress until(long step) {
    return event -> {
      if (event instanceof Progress.Stepped stepped && stepped.step() == step) {
        throw new Stopped();
      }
    };
  }

  private void broken(Spec spec, long step) {
    assertThatThrownBy(() -> run(spec, "broken", until(step))).isInstanceOf(Stopped.class);
  }

  /** All that a run has left, but for the time it took. */
  private static void assertSame(RunData resumed, RunData whole) throws IOException {
    assertThat(resumed.status()).isEqualTo(whole.status());
    assertThat(resumed.error()).isEqualTo(whole.error());
    assertThat(resumed.steps())
        .usingRecursiveComparison()
        .ignoringFields("seconds")
        .isEqualTo(whole.steps());
    assertThat(resumed.moments()).isEqualTo(whole.moments());
    assertThat(resumed.layers()).isEqualTo(whole.layers());
    assertThat(resumed.amplifications()).isEqualTo(whole.amplifications());
    assertThat(resumed.additional()).isEqualTo(whole.additional());
    for (var moment : whole.moments()) {
      assertThat(resumed.folder().snapshot(moment.moment()))
          .hasSameBinaryContentAs(whole.folder().snapshot(moment.moment()));
    }
  }

  /** Broken off twice, and taken up twice. */
  private RunData assertHeals(Spec spec) throws IOException {
    var whole = run(spec, "whole", Progress.silent());
    assertThat(whole.status()).isInstanceOf(RunStatus.Finished.class);
    long steps = whole.steps().size();
    broken(spec, steps / 3);
    assertThatThrownBy(() -> resumed(until(steps - 2))).isInstanceOf(Stopped.class);
    var resumed = resumed(Progress.silent());
    assertSame(resumed, whole);
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
    var path = run(spec(fine, "stop={time: 3}", "save={every: 3}"), "path", Progress.silent());
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
    var failed = run(spec, "broken", Progress.silent());
    assertThat(failed.status()).isInstanceOf(RunStatus.Failed.class);
    var again = resumed(Progress.silent());
    assertThat(again.status()).isEqualTo(failed.status());
    assertThat(again.moments()).isEqualTo(failed.moments());
    assertThat(again.steps().stream().map(StepRow::t))
        .containsExactlyElementsOf(failed.steps().stream().map(StepRow::t).toList());
  }

  private void assertRefused(String part) {
    assertThatThrownBy(() -> resumed(Progress.silent()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(part);
  }

  @Test
  void aFlowThatIsStillGoingOnIsRefusedAndNotHarmed() throws IOException {
    var spec = spec();
    var whole = run(spec, "whole", Progress.silent());
    Progress meanwhile =
        event -> {
          if (event instanceof Progress.Stepped stepped && stepped.step() == 20) {
            assertRefused("still going on in another process");
          }
        };
    assertSame(run(spec, "broken", meanwhile), whole);
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
    broken(spec(), 23);
    var run = RunFolder.open(folder.resolve("broken"));
    var metrics = Files.readAllBytes(run.metrics());
    var state = Files.readAllBytes(run.state());
    Files.write(run.state(), Arrays.copyOf(state, state.length / 2));
    assertRefused("state.safetensors");
    Files.write(run.state(), state);
    rewrite(run.state(), "flow.y", "", "");
    assertRefused("no usable \"y\"");
    Files.write(run.state(), state);
    rewrite(run.state(), "", "accumulated error", "accumulated");
    assertRefused("no usable \"accumulated error\"");
    Files.write(run.state(), state);
    rewrite(run.state(), "", "\"flow\":{", "\"flaw\":{");
    assertRefused("is not the state of a flow");
    Files.write(run.state(), state);
    var longer = spec("network.hidden=[9, 9]");
    assertThatThrownBy(() -> run(longer, "longer", until(23))).isInstanceOf(Stopped.class);
    Files.copy(
        RunFolder.open(folder.resolve("longer")).state(),
        run.state(),
        StandardCopyOption.REPLACE_EXISTING);
    assertRefused("bytes of the");
    Files.write(run.metrics(), new byte[1_000_000]);
    assertRefused("the run is of another version");
    Files.write(run.metrics(), metrics);
    Files.write(run.state(), state);
    assertThat(resumed(Progress.silent()).status()).isInstanceOf(RunStatus.Finished.class);
  }

  @Test
  void aFlowThatHasDoneNoStepIsRefused() throws IOException {
    broken(spec(), 1);
    assertRefused("has not come to anything to go on from");
  }
}
