package brink.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.nn.data.Scaling.Over;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SstTest {
  private static final String TRAINING =
      """
      (3 (2 A) (4 (3 good) (2 film)))
      (0 (1 bad) (2 film))
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(folder.resolve("train.txt"), TRAINING);
    Files.writeString(folder.resolve("test.txt"), "(4 (4 good) (2 (2 -LRB-) (2 A)))\n\n");
  }

  @ParameterizedTest
  @CsvSource({"train.txt, 8544, 318582", "dev.txt, 1101, 41447", "test.txt, 2210, 82600"})
  void realTreesAreAsManyAsPublishedWithAsManyLabelledNodes(String file, int trees, int nodes) {
    var path = SstFiles.FOLDER.find(Optional.empty(), SharedData.places()).resolve(file);
    var read = SstFiles.trees(path);
    assertThat(read).hasSize(trees);
    assertThat(read.stream().mapToInt(tree -> tree.nodes().size()).sum()).isEqualTo(nodes);
    assertThat(read)
        .allSatisfy(tree -> assertThat(tree.nodes()).hasSize(2 * tree.words().size() - 1));
  }

  @Test
  void realSentencesAndPhrasesAreCountedAndDescribedAsAStandIn() {
    var places = SharedData.places();
    var sentences = Sources.open(Sst.of(Optional.empty(), Optional.empty()), Part.TRAINING, places);
    assertThat(sentences.size()).isEqualTo(8544);
    var labels = ((Targets.Labels) sentences.targets()).labels();
    assertThat(Arrays.stream(labels).filter(label -> label == 0).count()).isEqualTo(1092);
    assertThat(Arrays.stream(labels).filter(label -> label == 4).count()).isEqualTo(1288);
    var phrases = Sources.open(phrases(Optional.empty(), 32), Part.TEST, places);
    assertThat(phrases.size()).isEqualTo(82_600);
    var data =
        new DataSpec(
                Sst.of(Optional.empty(), Optional.empty()), Subset.random(60, 1), Scaling.none())
            .load(places);
    assertThat(data.shape()).containsExactly(32, 64);
    assertThat(data.name())
        .isEqualTo(
            "SST training sentences (32 words, stand-in: random word vectors of 64 numbers, not RoBERTa) (60 of 8544 drawn with seed 1), unscaled");
    assertThat(FileCheck.of(Sst.of(Optional.empty(), Optional.empty()), places))
        .extracting(FileCheck::contents)
        .containsExactly(
            "8544 sentences, of each class [1092, 2218, 1624, 2322, 1288], with 318582 phrases",
            "2210 sentences, of each class [279, 633, 389, 510, 399], with 82600 phrases");
  }

  @Test
  void wordsHaveOneVectorEverywhereAndShortTextsArePaddedWithZeros() {
    var data = load(sentences(4, 5));
    assertThat(data.shape()).containsExactly(4, 5);
    assertThat(((Targets.Labels) data.targets()).labels()).containsExactly(3, 0);
    var inputs = data.inputs();
    assertThat(row(inputs, 0, 2)).isEqualTo(row(inputs, 1, 1)); // film
    assertThat(row(inputs, 0, 1)).isNotEqualTo(row(inputs, 1, 0)); // good, bad
    assertThat(row(inputs, 0, 3)).containsOnly(0);
    assertThat(row(inputs, 1, 2)).containsOnly(0);
    assertThat(row(inputs, 0, 0)).doesNotContain(0);
    var test = new DataSpec(sentences(4, 5), Subset.all(), Scaling.none());
    var held = test.loadTest(Subset.all(), SharedData.none());
    assertThat(row(held.inputs(), 0, 2)).isEqualTo(row(inputs, 0, 0)); // A
    assertThat(load(sentences(4, 5)).hash()).isEqualTo(data.hash());
  }

  @Test
  void longTextsAreCropped() {
    var whole = load(sentences(3, 5)).inputs();
    var cropped = load(sentences(2, 5)).inputs();
    assertThat(Arrays.copyOfRange(cropped, 0, 10)).isEqualTo(Arrays.copyOfRange(whole, 0, 10));
    assertThat(Arrays.copyOfRange(cropped, 10, 20)).isEqualTo(Arrays.copyOfRange(whole, 15, 25));
  }

  @Test
  void phrasesAreAllNodesEachBeforeItsParts() {
    var data = load(phrases(Optional.of(folder), 3));
    assertThat(((Targets.Labels) data.targets()).labels()).containsExactly(3, 2, 4, 3, 2, 0, 1, 2);
    var sentences = load(sentences(3, 64)).inputs();
    int text = 3 * 64;
    assertThat(Arrays.copyOf(data.inputs(), text)).isEqualTo(Arrays.copyOf(sentences, text));
    assertThat(Arrays.copyOfRange(data.inputs(), 2 * text, 2 * text + 128)) // good film
        .isEqualTo(Arrays.copyOfRange(sentences, 64, 192));
    assertThat(data.name()).startsWith("SST training phrases (3 words, stand-in: ");
  }

  @Test
  void randomVectorsAreStandardNormalNumbers() {
    var vectors = new RandomVectors(1, 4096);
    var moments = Moments.ofRows(vectors.of(List.of(List.of("film"))).getFirst(), 1);
    assertThat(moments.mean()[0]).isCloseTo(0, within(0.1));
    assertThat(moments.variance()[0]).isCloseTo(1, within(0.1));
  }

  @Test
  void aSubsetMakesTheSameVectorsAsTheWholeAndTakesTheStatisticsOfAll() {
    var scaling = Scaling.feature(Over.TRAINING);
    var all = new DataSpec(sentences(4, 5), Subset.all(), scaling).load(SharedData.none());
    var one = new DataSpec(sentences(4, 5), Subset.random(1, 3), scaling).load(SharedData.none());
    var chosen =
        Subset.random(1, 3)
            .choose(Sources.open(sentences(4, 5), Part.TRAINING, SharedData.none()))[0];
    assertThat(one.inputs())
        .isEqualTo(Arrays.copyOfRange(all.inputs(), 20 * chosen, 20 * chosen + 20));
    var held =
        new DataSpec(sentences(4, 5), Subset.all(), Scaling.feature(Over.SUBSET))
            .load(SharedData.none());
    assertThat(held.inputs()).isEqualTo(all.inputs());
  }

  @Test
  void brokenFilesAreNamedWithTheLine() throws IOException {
    Files.writeString(folder.resolve("train.txt"), "(2 a)\n\n(2 (2 a) (9 b))\n");
    assertRefused(sentences(4, 5), "train.txt, line 3, has the label \"9\"");
    Files.writeString(folder.resolve("train.txt"), " \n");
    assertRefused(sentences(4, 5), "train.txt is empty");
    Files.delete(folder.resolve("train.txt"));
    assertRefused(sentences(4, 5), "no SST file train.txt in", "sst-trees", "BRINK_DATA");
    assertThat(DataCatalogue.at(folder)).isEmpty();
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> sentences(0, 5)).hasMessageContaining("source.words is 0: give 1 to");
    assertThatThrownBy(() -> sentences(513, 5)).hasMessageContaining("source.words is 513");
    assertThatThrownBy(() -> sentences(4, 0)).hasMessageContaining("source.dimension is 0");
    assertThatThrownBy(() ->
            new Sst(
                Optional.empty(), Sst.Units.SENTENCES, 32, Optional.of(folder), Optional.of(64)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("source.dimension has no meaning beside source.model");
  }

  private double[] row(double[] inputs, int text, int word) {
    return Arrays.copyOfRange(inputs, (text * 4 + word) * 5, (text * 4 + word + 1) * 5);
  }

  private Sst sentences(int words, int dimension) {
    return new Sst(
        Optional.of(folder), Sst.Units.SENTENCES, words, Optional.empty(), Optional.of(dimension));
  }

  private static Sst phrases(Optional<Path> path, int words) {
    return new Sst(path, Sst.Units.PHRASES, words, Optional.empty(), Optional.empty());
  }

  private static DataSet load(Sst source) {
    return new DataSpec(source, Subset.all(), Scaling.none()).load(SharedData.none());
  }

  private static void assertRefused(Sst source, String... because) {
    assertThatThrownBy(() -> load(source))
        .isInstanceOf(InputError.class)
        .hasMessageContainingAll(because);
  }
}
