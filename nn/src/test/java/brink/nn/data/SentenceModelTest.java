package brink.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentenceModelTest {
  // The tokenizer's library is unpacked once a process and stays loaded.
  @TempDir static Path libraries;

  @TempDir Path folder;

  private Path model;
  private Places places;

  @BeforeAll
  static void unpackTheLibraries() {
    OnnxFixture.write(libraries.resolve("first"));
    SentenceModel.open(libraries.resolve("first"), libraries.resolve("djl")).close();
  }

  @BeforeEach
  void aSoundModelAndTwoSentences() throws IOException {
    model = folder.resolve("tiny");
    places = new Places(Optional.empty(), folder.resolve("cache"));
    OnnxFixture.write(model);
    Files.writeString(
        folder.resolve("train.txt"), "(3 (4 good) (2 film))\n(1 (2 -LRB-) (1 (2 good) (1 A)))\n");
    Files.writeString(folder.resolve("test.txt"), "(3 (4 good) (2 film))\n");
  }

  @Test
  void textIsSplitByTheMergesOfBytesBetweenSpecialTokens() {
    try (var sentence = SentenceModel.open(model, libraries)) {
      var tokens = sentence.tokens("good film");
      assertThat(names(tokens)).containsExactly("<s>", "good", "\u0120film", "</s>");
      assertThat(tokens.special()).containsExactly(1, 0, 0, 1);
      assertThat(names(sentence.tokens("( goA")))
          .containsExactly("<s>", "(", "\u0120", "go", "A", "</s>");
      assertThat(names(sentence.tokens(""))).containsExactly("<s>", "</s>");
    }
  }

  @Test
  void rowsAreThoseOfTheFirstTokensThatAreNotSpecial() {
    try (var sentence = SentenceModel.open(model, libraries)) {
      assertThat(sentence.dimension()).isEqualTo(3);
      var tokens = sentence.tokens("good film");
      assertThat(sentence.rows(tokens, 3)) // good is token 17, film is 21
          .containsExactly(1700, 1701, 1702, 2100, 2101, 2102, 0, 0, 0);
      assertThat(sentence.rows(tokens, 1)).containsExactly(1700, 1701, 1702);
      assertThat(sentence.rows(sentence.tokens(""), 2)).containsOnly(0);
    }
  }

  @Test
  void aTextLongerThanTheModelReadsIsCut() {
    try (var sentence = SentenceModel.open(model, libraries)) {
      assertThat(sentence.tokens("film ".repeat(2000)).ids()).hasSize(Sst.MOST_TOKENS);
    }
  }

  @Test
  void dataSetsHoldTheModelsVectorsAndNameIt() {
    var data = load(3);
    assertThat(data.shape()).containsExactly(3, 3);
    assertThat(data.inputs())
        .containsExactly(
            1700, 1701, 1702, 2100, 2101, 2102, 0, 0, 0, // good film
            1400, 1401, 1402, 1300, 1301, 1302, 1700, 1701, 1702); // ( good A: a space is a token
    assertThat(data.name())
        .isEqualTo(
            "SST training sentences (3 tokens, embedded by the model tiny, SHA-256 %s) (all 2), unscaled"
                .formatted(SentenceModel.hash(model).substring(0, 16)));
  }

  @Test
  void aModelsFolderStandsForSentencesWithItsVectors() {
    assertThat(DataCatalogue.at(model)).contains(Sst.of(Optional.empty(), Optional.of(model)));
  }

  @Test
  void vectorsAreKeptByContentAndMadeAnewWhenTheModelOrTheSettingsChange() throws IOException {
    var before = load(3);
    var kept = cached();
    assertThat(kept).hasSize(2);
    for (var file : kept) {
      Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    }
    assertThat(load(3).hash()).isEqualTo(before.hash());
    assertThat(cached())
        .hasSize(2)
        .allSatisfy(
            file -> assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(0)));

    assertThat(load(4).inputs()).hasSize(2 * 4 * 3);
    assertThat(cached()).hasSize(4);
    var changed = OnnxFixture.tokenizer().replace("\"goo d\", ", "");
    Files.writeString(model.resolve("tokenizer.json"), changed);
    assertThat(load(3).inputs()).startsWith(1600, 1601, 1602, 600, 601, 602); // goo d
    assertThat(cached()).hasSize(6);
  }

  @Test
  void aKeptFileThatWasCutShortIsMadeAnew() throws IOException {
    var before = load(3);
    for (var file : cached()) {
      Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 5));
    }
    assertThat(load(3).hash()).isEqualTo(before.hash());
    assertThat(cached()).allSatisfy(file -> assertThat(file).hasSize(36));
  }

  @Test
  void weightsBesideTheModelCountForItsHash() throws IOException {
    var before = SentenceModel.hash(model);
    Files.writeString(model.resolve("config.json"), "{}");
    assertThat(SentenceModel.hash(model)).isEqualTo(before);
    Files.writeString(model.resolve("model.onnx_data"), "weights");
    assertThat(SentenceModel.hash(model)).isNotEqualTo(before);
  }

  @Test
  void aFolderWithoutItsFilesIsNamedWithTheCommandThatMakesIt() throws IOException {
    Files.delete(model.resolve("tokenizer.json"));
    assertRefused("tiny has no file tokenizer.json", Sst.EXPORT);
    Files.delete(model.resolve("model.onnx"));
    assertRefused("tiny has no file model.onnx", Sst.EXPORT);
  }

  @Test
  void brokenFilesAreNamed() {
    OnnxFixture.write(model.resolve("model.onnx"), "no model".getBytes(StandardCharsets.UTF_8));
    assertRefused("model.onnx cannot be read (");
    OnnxFixture.write(model.resolve("model.onnx"), new byte[0]);
    assertRefused("model.onnx cannot be read (");
    OnnxFixture.write(model);
    OnnxFixture.write(model.resolve("tokenizer.json"), "{".getBytes(StandardCharsets.UTF_8));
    assertRefused("tokenizer.json cannot be read (");
  }

  @Test
  void aModelWithOtherInputsOrOutputsIsNamedWithThem() {
    OnnxFixture.write(
        model.resolve("model.onnx"), OnnxFixture.model("ids", "mask", "last_hidden_state"));
    assertRefused("has the inputs [", "ids", "but input_ids and attention_mask");
    OnnxFixture.write(
        model.resolve("model.onnx"), OnnxFixture.model("input_ids", "attention_mask", "logits"));
    assertRefused("the outputs [logits], but", "last_hidden_state, are needed");
  }

  @Test
  void aTokenizerOfAnotherModelIsNoticed() {
    var other = OnnxFixture.tokenizer().replace("\"a\": 4", "\"a\": 4000");
    OnnxFixture.write(model.resolve("tokenizer.json"), other.getBytes(StandardCharsets.UTF_8));
    assertRefused("model.onnx cannot read the tokens of its tokenizer");
  }

  private void assertRefused(String... because) {
    assertThatThrownBy(() -> load(3))
        .isInstanceOf(InputError.class)
        .hasMessageContainingAll(because)
        .satisfies(error -> assertThat(List.of(error.getMessage().split("\n"))).hasSize(1));
  }

  private DataSet load(int words) {
    var source =
        new Sst(
            Optional.of(folder), Sst.Units.SENTENCES, words, Optional.of(model), Optional.empty());
    return new DataSpec(source, Subset.all(), Scaling.none()).load(places);
  }

  private List<Path> cached() throws IOException {
    try (var files = Files.walk(folder.resolve("cache/vectors"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static List<String> names(SentenceModel.Tokens tokens) {
    return Arrays.stream(tokens.ids()).mapToObj(id -> OnnxFixture.TOKENS.get((int) id)).toList();
  }
}
