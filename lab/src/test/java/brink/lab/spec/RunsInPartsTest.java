package brink.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.lab.record.Progress;
import brink.lab.record.RunData;
import brink.nn.data.Places;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunsInPartsTest {
  private static final String SPEC =
      """
      name: dice in parts
      data: {source: {kind: dice, image-size: 8}, subset: {count: 30}, scaling: {kind: unit}}
      network: {hidden: [8, 7], activation: elu}
      loss: cross-entropy
      descent: {learning-rate: 0.05}
      stop: {steps: 20}
      save: {every: 10}
      measure: {tolerance: 1e-8, jacobian-tolerance: 1e-6}
      engine: {threads: 1}
      """;
  private static final String CONVOLUTIONS =
      "network={kind: cnn, widths: [2], activation: tanh, norm: {kind: batch, ghost: 10}}";

  @TempDir Path folder;

  private static Spec spec(String... settings) {
    return new SpecReader<>(Spec.class).read("spec.yaml", SPEC, List.of(settings));
  }

  private RunData run(String out, String... settings) {
    var runs =
        new Runs(new Places(Optional.empty(), folder), new Runs.Build("test", Optional.empty()));
    return runs.run(spec(settings), folder.resolve(out), Progress.silent(), _ -> () -> {}).read();
  }

  @ParameterizedTest
  @CsvSource({"2, float64, 1e-8", "7, float64, 1e-8", "30, float64, 1e-8", "3, float32, 1e-3"})
  void theNumbersAreThoseOfTheWholeToRounding(int parts, String precision, double tolerance) {
    var whole = run("whole", "engine.precision=" + precision, "engine.input-span=false");
    var divided = run("parts", "engine.precision=" + precision, "engine.parts=" + parts);
    assertThat(divided.moments()).hasSameSizeAs(whole.moments()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      var expected = whole.moments().get(i);
      var found = divided.moments().get(i);
      assertThat(found.loss()).isCloseTo(expected.loss(), within(tolerance * expected.loss()));
      assertThat(found.accuracy().orElseThrow())
          .isCloseTo(expected.accuracy().orElseThrow(), within(1e-15));
      double sharpness = expected.spectrum().topHess().orElseThrow().value();
      assertThat(found.spectrum().topHess().orElseThrow().value())
          .isCloseTo(sharpness, within(tolerance * sharpness));
    }
  }

  @Test
  void onePartIsTheWholeAndTheSameRun() {
    assertThat(Runs.resolved(spec("engine.parts=1"))).isEqualTo(Runs.resolved(spec()));
    assertThat(Runs.folder(spec("engine.parts=2"))).isNotEqualTo(Runs.folder(spec()));
    assertThat(run("one", "engine.parts=1").moments()).isEqualTo(run("none").moments());
  }

  @Test
  void aRunInPartsIsComputedInTheWholeNetwork() {
    assertThat(spec().inSpan()).isTrue();
    assertThat(spec("engine.parts=2").inSpan()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -3})
  void fewerPartsThanOneAreRefused(int parts) {
    assertThatThrownBy(() -> spec("engine.parts=" + parts))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("parts must be at least 1, not " + parts);
  }

  @Test
  void batchesOfPartsAreRefusedWhereTheSpecIsRead() {
    assertThatThrownBy(() -> spec("engine.parts=2", "descent.batch={size: 10, seed: 1}"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("descent.batch")
        .hasMessageContaining("leave one of them away");
  }

  @Test
  void morePartsThanExamplesOrGhostBatchesAreRefusedAndLeaveNoFolder() {
    assertThatThrownBy(() -> run("out", "engine.parts=31"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(
            "cannot be divided into 31 parts (engine.parts): there must be 1 to 30");
    assertThatThrownBy(() -> run("out", "engine.parts=4", CONVOLUTIONS))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("cannot be divided into 4 parts (engine.parts): there must be 1 to 3")
        .hasMessageContaining("see each other");
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(run("out", "engine.parts=3", CONVOLUTIONS).moments()).hasSize(3);
  }
}
