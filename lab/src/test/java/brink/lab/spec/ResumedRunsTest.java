package brink.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import brink.lab.record.NoteRow;
import brink.lab.record.Progress;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  @TempDir Path folder;
  private BreakableRuns runs;

  @BeforeEach
  void anEmptyHome() {
    runs = BreakableRuns.in(folder);
  }

  private Spec spec(String descent, String... settings) throws IOException {
    var all = new ArrayList<>(List.of(settings));
    all.add("descent=" + descent);
    return runs.spec(SPEC, all);
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
    var whole = runs.whole(spec);
    runs.broken(spec, 37);
    var resumed = runs.resumed();
    BreakableRuns.assertSame(resumed, whole);
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
    var whole = runs.whole(spec).additional();
    runs.broken(spec, 27);
    runs.brokenAgain(37);
    var resumed = runs.resumed().additional();
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
    var whole = runs.whole(spec);
    runs.broken(spec, 3);
    for (int step : new int[] {7, 22, 59}) {
      runs.brokenAgain(step);
    }
    BreakableRuns.assertSame(runs.resumed(), whole);
  }

  @Test
  void secondsGoOnFromWhereTheyWere() throws IOException {
    runs.broken(spec(PLAIN), 37);
    double before = RunFolder.open(folder.resolve("broken")).read().steps().get(29).seconds();
    assertThat(runs.resumed().steps().stream().skip(30).map(StepRow::seconds))
        .allMatch(after -> after > before);
  }

  @Test
  void aRunThatIsGivenUpIsGivenUpAgain() throws IOException {
    var spec = spec(PLAIN, "stop={loss: 1e-9, max-steps: 25}");
    var failed = runs.run(spec, "broken", Progress.silent());
    assertThat(failed.status()).isInstanceOf(RunStatus.Failed.class);
    var again = runs.resumed();
    assertThat(again.status()).isEqualTo(failed.status());
    assertThat(again.steps()).isEqualTo(failed.steps());
    assertThat(again.moments()).isEqualTo(failed.moments());
  }

  @Test
  void whatCannotBeResumedIsRefused() throws IOException {
    runs.assertRefused("There is no run folder");
    runs.run(spec(PLAIN), "broken", Progress.silent());
    runs.assertRefused("is finished");
  }

  @Test
  void aRunWithoutAMomentIsRefused() throws IOException {
    Progress atOnce =
        event -> {
          if (event instanceof Progress.Measured) {
            throw new BreakableRuns.Stopped();
          }
        };
    var spec = spec(PLAIN);
    assertThatThrownBy(() -> runs.run(spec, "broken", atOnce))
        .isInstanceOf(BreakableRuns.Stopped.class);
    runs.assertRefused("has not come to anything to go on from");
  }

  @Test
  void aRunThatIsStillGoingOnIsRefusedAndNotHarmed() throws IOException {
    var refused = new ArrayList<Throwable>();
    Progress meanwhile =
        event -> {
          if (event instanceof Progress.Stepped stepped && stepped.step() == 37) {
            assertThatThrownBy(runs::resumed).satisfies(refused::add);
          }
        };
    var spec = spec(PLAIN);
    var whole = runs.whole(spec);
    BreakableRuns.assertSame(runs.run(spec, "broken", meanwhile), whole);
    assertThat(refused)
        .singleElement()
        .satisfies(e ->
            assertThat(e)
                .isInstanceOf(InputError.class)
                .hasMessageContaining("still going on in another process"));
  }

  @Test
  void aFolderThatWasChangedIsRefused() throws IOException {
    runs.broken(spec(PLAIN), 37);
    var run = RunFolder.open(folder.resolve("broken"));
    var metrics = Files.readString(run.metrics());
    Files.writeString(run.metrics(), metrics.substring(0, 1000));
    runs.assertRefused("bytes of the");
    Files.writeString(run.metrics(), metrics);
    var text = Files.readString(run.spec());
    Files.writeString(run.spec(), text.replace("0.05", "0.06"));
    runs.assertRefused("is not the spec that the run began with");
    Files.writeString(run.spec(), text.replace("count: 20", "count: 19"));
    runs.assertRefused("is not the spec that the run began with");
    Files.writeString(run.spec(), text);
    var state = Files.readAllBytes(run.state());
    Files.write(run.state(), java.util.Arrays.copyOf(state, state.length / 2));
    runs.assertRefused("state.safetensors");
    Files.write(run.state(), state);
    assertThat(runs.resumed().status()).isInstanceOf(RunStatus.Finished.class);
  }

  @Test
  void aStateThatWasWrittenWhenOnlyDescentsHadOneStillServes() throws IOException {
    var spec = spec(PLAIN);
    var whole = runs.whole(spec);
    runs.broken(spec, 37);
    var state = RunFolder.open(folder.resolve("broken")).state();
    var arrays = Safetensors.read(state).stream().map(ArraySegment::of).toList();
    try (var arena = Arena.ofConfined()) {
      var numbers = Safetensors.open(state, arena).metadata().get("numbers");
      assertThat(numbers).contains("\"flow\":null,");
      var before = numbers.replace("\"flow\":null,", "");
      Safetensors.write(state, arrays, Map.of("numbers", before));
    }
    BreakableRuns.assertSame(runs.resumed(), whole);
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
    runs.broken(spec, 37);
    Files.write(data, lines.stream().map(line -> line.equals("1,1,0") ? "1,2,0" : line).toList());
    runs.assertRefused("is not what it was when the run began");
  }
}
