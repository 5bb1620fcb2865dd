package brink.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import brink.lab.record.NoteRow;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumedRunsTest {
  private static final String SPEC =
      """
      name: dice
      data: {source: {kind: dice, image-size: 8}, subset: {count: 20}, scaling: {kind: unit}}
      network: {hidden: [12, 9], activation: elu}
      loss: cross-entropy
      stop: {steps: 60}
      save: {every: 10}
      measure: {bottom: true, amplification: 3}
      """;
  private static final String PLAIN = "{learning-rate: 0.05}";

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

  private Spec spec(String descent, String... settings) throws IOException {
    var file = Files.writeString(folder.resolve("spec.yaml"), SPEC);
    var all = new ArrayList<>(List.of(settings));
    all.add("descent=" + descent);
    return Runs.read(file, all);
  }

  private RunData whole(Spec spec) {
    return run(spec, "whole", Progress.silent());
  }

  private RunData run(Spec spec, String out, Progress progress) {
    return runs.run(spec, folder.resolve(out), progress, _ -> () -> {}).read();
  }

  private RunData resumed() {
    return runs.resume(folder.resolve("broken"), Progress.silent(), _ -> () -> {}).read();
  }

  /** Runs until a step, and no further than that. */
  private void broken(Spec spec, int step) {
    assertThatThrownBy(() -> run(spec, "broken", until(step))).isInstanceOf(Stopped.class);
  }

  private static Progress until(int step) {
    return event -> {
      if (event instanceof Progress.Stepped stepped && stepped.step() == step) {
        throw new Stopped();
      }
    };
  }

  private static void assertSame(RunData resumed, RunData whole) throws IOException {
    assertThat(resumed.status()).isEqualTo(whole.status());
    assertThat(timeless(resumed)).isEqualTo(timeless(whole));
    assertThat(resumed.moments()).isEqualTo(whole.moments());
    assertThat(resumed.layers()).isEqualTo(whole.layers());
    assertThat(resumed.amplifications()).isEqualTo(whole.amplifications());
    for (var moment : whole.moments()) {
      assertThat(resumed.folder().snapshot(moment.moment()))
          .hasSameBinaryContentAs(whole.folder().snapshot(moment.moment()));
    }
  }

  private static List<StepRow> timeless(RunData run) {
    return run.steps().stream()
        .map(s ->
            new StepRow(
                s.step(),
                s.t(),
                s.h(),
                s.loss(),
                s.gradNorm(),
                s.localError(),
                s.accumulatedError(),
                s.spectralRadius(),
                s.edge(),
                s.stages(),
                s.rejected(),
                s.gradients(),
                s.hvps(),
                0))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        PLAIN,
        "{learning-rate: 0.02, momentum: nesterov, weight-decay: 0.01, batch: {size: 6}, schedule: cosine}",
        "{learning-rate: 0.01, adaptive: rmsprop, drops: [{step: 25, factor: 0.5}, {step: 45, factor: 0.5}]}",
        "{learning-rate: 0.01, adaptive: adam, batch: {size: 5, replacement: true}, clip: 0.5}"
      })
  void aRunThatWasBrokenOffAndResumedHasTheNumbersOfAWholeOneBitForBit(String descent)
      throws IOException {
    var spec = spec(descent);
    var whole = whole(spec);
    broken(spec, 37);
    var resumed = resumed();
    assertSame(resumed, whole);
    assertThat(resumed.provenance().resumed().orElseThrow())
        .singleElement()
        .satisfies(r -> assertThat(r.step()).isEqualTo(30));
    assertThat(resumed.folder().state()).doesNotExist();
    assertThat(Files.readString(Report.write(resumed))).contains("after step 30");
  }

  @Test
  void whatIsMeasuredAtMomentsGoesOnAndWhatIsMeasuredStepByStepEndsAtTheBreakAndSaysSo()
      throws IOException {
    var spec =
        spec(
            PLAIN,
            "measure.eigenvalues=3",
            "measure.test={count: 12}",
            "measure.projections={moment: 1}",
            "measure.taylor={moment: 5, steps: 4}");
    var whole = whole(spec).additional();
    broken(spec, 27);
    assertThatThrownBy(() -> runs.resume(folder.resolve("broken"), until(37), _ -> () -> {}))
        .isInstanceOf(Stopped.class);
    var resumed = resumed().additional();
    assertThat(resumed.eigenvalues()).isEqualTo(whole.eigenvalues());
    assertThat(resumed.tests()).isEqualTo(whole.tests());
    assertThat(resumed.taylor()).isEqualTo(whole.taylor()).hasSize(5);
    assertThat(resumed.projections()).isEqualTo(whole.projections().subList(0, 10));
    assertThat(resumed.notes().stream().map(NoteRow::text).distinct())
        .containsExactly(
            "The run was taken up again after a break: measure.projections ends there.");
  }

  @Test
  void itMayBeBrokenOffAgainAndAgain() throws IOException {
    var spec = spec("{learning-rate: 0.05, momentum: polyak}", "engine.precision=float32");
    var whole = whole(spec);
    broken(spec, 3);
    for (int step : new int[] {7, 22, 59}) {
      assertThatThrownBy(() -> runs.resume(folder.resolve("broken"), until(step), _ -> () -> {}))
          .isInstanceOf(Stopped.class);
    }
    assertSame(resumed(), whole);
  }

  @Test
  void secondsGoOnFromWhereTheyWere() throws IOException {
    broken(spec(PLAIN), 37);
    double before = RunFolder.open(folder.resolve("broken")).read().steps().get(29).seconds();
    assertThat(resumed().steps().stream().skip(30).map(StepRow::seconds))
        .allMatch(after -> after > before);
  }

  @Test
  void aRunThatIsGivenUpIsGivenUpAgain() throws IOException {
    var spec = spec(PLAIN, "stop={loss: 1e-9, max-steps: 25}");
    var failed = run(spec, "broken", Progress.silent());
    assertThat(failed.status()).isInstanceOf(RunStatus.Failed.class);
    var again = resumed();
    assertThat(again.status()).isEqualTo(failed.status());
    assertThat(again.steps()).isEqualTo(failed.steps());
    assertThat(again.moments()).isEqualTo(failed.moments());
  }

  private void assertRefused(String part) {
    assertThatThrownBy(this::resumed).isInstanceOf(InputError.class).hasMessageContaining(part);
  }

  @Test
  void whatCannotBeResumedIsRefused() throws IOException {
    assertRefused("There is no run folder");
    run(spec(PLAIN), "broken", Progress.silent());
    assertRefused("is finished");
  }

  @Test
  void aRunWithoutAMomentIsRefused() throws IOException {
    Progress atOnce =
        event -> {
          if (event instanceof Progress.Measured) {
            throw new Stopped();
          }
        };
    var spec = spec(PLAIN);
    assertThatThrownBy(() -> run(spec, "broken", atOnce)).isInstanceOf(Stopped.class);
    assertRefused("has not come to anything to go on from");
  }

  @Test
  void aRunThatIsStillGoingOnIsRefusedAndNotHarmed() throws IOException {
    var refused = new ArrayList<Throwable>();
    Progress meanwhile =
        event -> {
          if (event instanceof Progress.Stepped stepped && stepped.step() == 37) {
            assertThatThrownBy(this::resumed).satisfies(refused::add);
          }
        };
    var spec = spec(PLAIN);
    var whole = whole(spec);
    assertSame(run(spec, "broken", meanwhile), whole);
    assertThat(refused)
        .singleElement()
        .satisfies(e ->
            assertThat(e)
                .isInstanceOf(InputError.class)
                .hasMessageContaining("still going on in another process"));
  }

  @Test
  void aFolderThatWasChangedIsRefused() throws IOException {
    broken(spec(PLAIN), 37);
    var run = RunFolder.open(folder.resolve("broken"));
    var metrics = Files.readString(run.metrics());
    Files.writeString(run.metrics(), metrics.substring(0, 1000));
    assertRefused("bytes of the");
    Files.writeString(run.metrics(), metrics);
    var text = Files.readString(run.spec());
    Files.writeString(run.spec(), text.replace("0.05", "0.06"));
    assertRefused("is not the spec that the run began with");
    Files.writeString(run.spec(), text.replace("count: 20", "count: 19"));
    assertRefused("is not the spec that the run began with");
    Files.writeString(run.spec(), text);
    var state = Files.readAllBytes(run.state());
    Files.write(run.state(), java.util.Arrays.copyOf(state, state.length / 2));
    assertRefused("state.safetensors");
    Files.write(run.state(), state);
    assertThat(resumed().status()).isInstanceOf(RunStatus.Finished.class);
  }

  @Test
  void aStateThatWasWrittenWhenOnlyDescentsHadOneStillServes() throws IOException {
    var spec = spec(PLAIN);
    var whole = whole(spec);
    broken(spec, 37);
    var state = RunFolder.open(folder.resolve("broken")).state();
    var arrays = Safetensors.read(state).stream().map(ArraySegment::of).toList();
    try (var arena = Arena.ofConfined()) {
      var numbers = Safetensors.open(state, arena).metadata().get("numbers");
      assertThat(numbers).contains("\"flow\":null,");
      var before = numbers.replace("\"flow\":null,", "");
      Safetensors.write(state, arrays, Map.of("numbers", before));
    }
    assertSame(resumed(), whole);
  }

  @Test
  void changedDataIsRefused() throws IOException {
    var lines = List.of("x,y,class", "0,1,0", "1,0,1", "1,1,0", "0,0,1");
    var data = Files.write(folder.resolve("data.csv"), lines);
    var spec =
        spec(
            PLAIN,
            "data={source: {kind: csv, path: %s, means: labels}}".formatted(data),
            "measure.amplification=0");
    broken(spec, 37);
    Files.write(data, lines.stream().map(line -> line.equals("1,1,0") ? "1,2,0" : line).toList());
    assertRefused("is not what it was when the run began");
  }
}
