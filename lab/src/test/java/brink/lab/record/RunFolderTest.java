package brink.lab.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFolderTest {
  private static final SyntheticRun RUN = new SyntheticRun("tiny", 1, 30, 5, 3);

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"run", "lr=0.1", "a[1]", "it's *", "deep/er"})
  void aFinishedRunIsReadBackExactlyFromItsParquetFiles(String name) {
    var data = RUN.write(temp.resolve(name)).read();
    assertRowsAreAllOfTheRun(data);
    assertThat(data.status()).isEqualTo(new RunStatus.Finished("loss 0.01 reached after 30 steps"));
    assertThat(data.spec()).isEqualTo(RUN.spec());
    assertThat(data.provenance().ended()).isPresent();
    assertThat(data.provenance())
        .isEqualTo(RUN.provenance().endedAt(data.provenance().ended().orElseThrow()));
  }

  @Test
  void aRunFromBeforeRunsCouldBeResumedIsReadToo() throws IOException {
    var folder = RUN.write(temp.resolve("run"));
    var text = Files.readString(folder.provenance());
    var older = text.replaceAll(",\\s*\"resumed\" : null", "");
    assertThat(older).isNotEqualTo(text);
    Files.writeString(folder.provenance(), older);
    assertThat(folder.read().provenance().resumed()).isEmpty();
  }

  @Test
  void aRunningRunIsReadBackExactlyFromItsLiveLines() {
    try (var _ = RUN.start(temp.resolve("run"))) {
      var data = RunFolder.open(temp.resolve("run")).read();
      assertRowsAreAllOfTheRun(data);
      assertThat(data.status()).isEqualTo(new RunStatus.Running());
    }
  }

  @Test
  void aFailedRunKeepsItsRowsAndItsReason() {
    try (var writer = RUN.start(temp.resolve("run"))) {
      writer.fail("The loss is not a number.");
    }
    var data = RunFolder.open(temp.resolve("run")).read();
    assertRowsAreAllOfTheRun(data);
    assertThat(data.status()).isEqualTo(new RunStatus.Failed("The loss is not a number."));
    assertThat(temp.resolve("run/steps.parquet")).doesNotExist();
  }

  @Test
  void anInterruptedRunStaysInterruptedWhateverItsThreadSaysThen() {
    try (var writer = RUN.start(temp.resolve("run"))) {
      writer.interrupted();
      writer.add(RUN.step(31));
      writer.fail("Stream closed.");
      writer.finish("loss reached");
    }
    assertThat(RunFolder.open(temp.resolve("run")).status())
        .isEqualTo(new RunStatus.Failed("The run was interrupted."));
  }

  @Test
  void anInterruptionAfterTheEndChangesNothing() {
    try (var writer = RUN.start(temp.resolve("run"))) {
      writer.finish("loss reached");
      writer.interrupted();
    }
    assertThat(RunFolder.open(temp.resolve("run")).status())
        .isEqualTo(new RunStatus.Finished("loss reached"));
  }

  @Test
  void anErrorMeasuredByASecondSolveIsKeptAndWithoutOneThereIsNone() {
    var error = new FlowError(0.25, Optional.of(0.01), 1e-4, 2e-4, 0.125, Optional.empty());
    try (var writer = RUN.start(temp.resolve("run"))) {
      writer.finish("loss reached", error);
    }
    assertThat(RunFolder.open(temp.resolve("run")).read().error()).contains(error);
    try (var writer = RUN.start(temp.resolve("plain"))) {
      writer.finish("loss reached");
    }
    assertThat(RunFolder.open(temp.resolve("plain")).read().error()).isEmpty();
  }

  @Test
  void aRunClosedBeforeItsEndIsMarkedAsFailed() {
    RUN.start(temp.resolve("run")).close();
    assertThat(RunFolder.open(temp.resolve("run")).status()).isInstanceOf(RunStatus.Failed.class);
  }

  @Test
  void aRunWithoutRowsFinishesWithEmptyTables() {
    try (var writer = RunFolder.create(temp.resolve("run"), RUN.spec(), RUN.provenance())) {
      writer.finish("nothing to do");
    }
    var data = RunFolder.open(temp.resolve("run")).read();
    assertThat(data.steps()).isEmpty();
    assertThat(data.amplifications()).isEmpty();
  }

  @Test
  void aFolderThatHoldsSomethingIsNotWrittenOver() throws IOException {
    Files.writeString(temp.resolve("mine.txt"), "mine");
    assertThatThrownBy(() -> RunFolder.create(temp, RUN.spec(), RUN.provenance()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining(temp.toString())
        .hasMessageContaining("choose another folder");
    assertThat(temp).isDirectoryNotContaining("glob:**.json");
  }

  @Test
  void aFolderThatCannotBeMadeIsRefused() throws IOException {
    var file = Files.writeString(temp.resolve("file"), "");
    assertThatThrownBy(() -> RunFolder.create(file.resolve("run"), RUN.spec(), RUN.provenance()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("cannot be made");
  }

  @Test
  void theSpecMustBeTheOneOfTheProvenance() {
    assertThatThrownBy(() -> RunFolder.create(temp.resolve("run"), "other", RUN.provenance()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aValueThatIsNotFiniteIsRefusedAndNamed() {
    try (var writer = RunFolder.create(temp.resolve("run"), RUN.spec(), RUN.provenance())) {
      var row =
          new StepRow(
              9,
              1,
              1,
              Double.NaN,
              1,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              1,
              0,
              1,
              0,
              1);
      assertThatThrownBy(() -> writer.add(row))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("loss is NaN")
          .hasMessageContaining("step=9");
    }
  }

  @Test
  void whatIsNoRunFolderIsNotOpened() {
    assertThatThrownBy(() -> RunFolder.open(temp.resolve("none")))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("no run folder");
    assertThatThrownBy(() -> RunFolder.open(temp))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("not a run folder");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "steps.parquet",
        "moments.parquet",
        "layers.parquet",
        "amplification.parquet",
        "result.json",
        "provenance.json"
      })
  void aTruncatedFileIsAnErrorThatNamesIt(String name) throws IOException {
    var file = RUN.write(temp.resolve("run")).path().resolve(name);
    var bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> RunFolder.open(temp.resolve("run")).read())
        .isInstanceOf(InputError.class)
        .hasMessageContaining(name)
        .hasMessageContaining("run it again");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "[]", "7", "{\"status\": null, \"title\": null}", "{\"machine\": 3}"})
  void aFileThatHoldsSomethingElseIsAnErrorThatNamesIt(String text) throws IOException {
    for (var name : new String[] {"provenance.json", "result.json"}) {
      var file = RUN.write(temp.resolve(name)).path().resolve(name);
      Files.writeString(file, text);
      assertThatThrownBy(() -> RunFolder.open(file.getParent()).read())
          .isInstanceOf(InputError.class)
          .hasMessage(file + " is broken: it was cut off or changed, run it again.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"steps.parquet", "amplification.parquet", "provenance.json", "spec.yaml"})
  void aMissingFileIsAnErrorThatNamesIt(String name) throws IOException {
    Files.delete(RUN.write(temp.resolve("run")).path().resolve(name));
    assertThatThrownBy(() -> RunFolder.open(temp.resolve("run")).read())
        .isInstanceOf(InputError.class)
        .hasMessageContaining(name);
  }

  @Test
  void aLineStillBeingWrittenIsLeftOut() throws IOException {
    try (var writer = RUN.start(temp.resolve("run"))) {
      var file = writer.folder().metrics();
      Files.writeString(file, "{\"type\":\"step\",\"ste", StandardOpenOption.APPEND);
      assertRowsAreAllOfTheRun(RunFolder.open(temp.resolve("run")).read());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"step\",\"ste",
        "{\"type\":\"tree\"}",
        "{\"type\":\"step\"}",
        "{\"type\":\"step\",\"step\":\"one\"}",
        "[]"
      })
  void aBrokenLineIsAnErrorThatNamesItsNumber(String line) throws IOException {
    try (var writer = RunFolder.create(temp.resolve("run"), RUN.spec(), RUN.provenance())) {
      writer.add(RUN.step(1));
      Files.writeString(writer.folder().metrics(), line + "\n", StandardOpenOption.APPEND);
    }
    assertThatThrownBy(() -> RunFolder.open(temp.resolve("run")).read())
        .isInstanceOf(InputError.class)
        .hasMessageContaining("metrics.jsonl, line 2");
  }

  @Test
  void anotherStatusThanTheThreeIsAnError() throws IOException {
    var folder = RUN.write(temp.resolve("run"));
    Files.writeString(folder.result(), "{\"status\": \"odd\", \"id\": \"1\"}");
    assertThatThrownBy(folder::read)
        .isInstanceOf(InputError.class)
        .hasMessageContaining("unknown status");
  }

  private static void assertRowsAreAllOfTheRun(RunData data) {
    assertThat(data.steps())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, RUN.steps()).mapToObj(RUN::step).toList());
    assertThat(data.moments())
        .containsExactlyElementsOf(
            IntStream.range(0, RUN.moments()).mapToObj(RUN::momentRow).toList());
    assertThat(data.layers())
        .containsExactlyElementsOf(
            data.moments().stream()
                .flatMap(
                    m -> IntStream.rangeClosed(1, RUN.layers()).mapToObj(l -> RUN.layerRow(m, l)))
                .toList());
    assertThat(data.amplifications())
        .hasSize(2 * RUN.layers())
        .extracting(AmplificationRow::which)
        .contains(AmplificationRow.Which.FIRST, AmplificationRow.Which.LAST);
  }
}
