package brink.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WikiText2Test {
  /** 19 tokens, ends of lines counted: c 5 times, a 4, <eos> 4, b 2, d 2, e 1, f 1. */
  private static final String TRAINING = " \n a c b c a \n\n c d e a c d c b a f \n";

  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    write("wiki.train.tokens", TRAINING);
    write("wiki.test.tokens", "a zebra b <unk> f\nc\n");
  }

  @Test
  void realTextHasThePublishedNumbersOfLinesWordsAndDifferentWords() {
    var source = new WikiText2(Optional.empty(), 33_278, 1);
    var training = Sources.open(source, Part.TRAINING, SharedData.places());
    var targets = (Targets.Tokens) training.targets();
    assertThat(training.size()).isEqualTo(2_051_910 + 36_718 - 1); // the last has no next one
    assertThat(targets.vocabulary())
        .startsWith("the", ",", ".", "of", "<unk>", "and", "in", "to", "<eos>", "a")
        .doesNotHaveDuplicates()
        .hasSize(33_278);
    assertThat(count(targets.tokens(), targets.vocabulary().indexOf("the"))).isEqualTo(113_161);
    assertThat(count(targets.tokens(), targets.vocabulary().indexOf("<unk>"))).isEqualTo(54_625);
    assertThat(count(targets.tokens(), targets.vocabulary().indexOf("<eos>")))
        .isEqualTo(36_718 - 1); // the first line is empty: its end is an input only
    assertThat(Arrays.stream(targets.tokens()).distinct().count()).isEqualTo(33_278);

    var test = Sources.open(source, Part.TEST, SharedData.places());
    assertThat(test.size()).isEqualTo(241_211 + 4_358 - 1);
    assertThat(((Targets.Tokens) test.targets()).vocabulary()).isEqualTo(targets.vocabulary());
  }

  @Test
  void aVocabularyLargerThanThatOfTheRealTextIsRefusedWithItsSize() {
    var source = new WikiText2(Optional.empty(), 33_279, 1);
    assertThatThrownBy(() -> Sources.open(source, Part.TRAINING, SharedData.places()))
        .isInstanceOf(InputError.class)
        .hasMessageContainingAll(
            "33279", "wiki.train.tokens", "set source.vocabulary to at most 33278");
  }

  @Test
  void windowsFollowOneAnotherAndTargetsAreTheNextWords() {
    var data = load(source(8, 4));
    // 0 c, 1 <eos>, 2 a, 3 b, 4 d, 5 e, 6 f, 7 <unk>: <eos> and a come 4 times, <eos> first
    assertThat(((Targets.Tokens) data.targets()).vocabulary())
        .containsExactly("c", "<eos>", "a", "b", "d", "e", "f", "<unk>");
    assertThat(data.shape()).containsExactly(4);
    assertThat(data.inputs()).containsExactly(1, 2, 0, 3, 0, 2, 1, 1, 0, 4, 5, 2, 0, 4, 0, 3);
    assertThat(tokens(data)).containsExactly(2, 0, 3, 0, 2, 1, 1, 0, 4, 5, 2, 0, 4, 0, 3, 2);
    assertThat(data.name())
        .isEqualTo("WikiText-2 training windows of 4 words, 8 told apart (all 4), unscaled");
  }

  @Test
  void rareWordsAreUnknownAndTheLastPlaceIsTheirs() {
    var data = load(source(4, 18));
    assertThat(((Targets.Tokens) data.targets()).vocabulary())
        .containsExactly("c", "<eos>", "a", "<unk>");
    assertThat(data.inputs()).containsExactly(1, 2, 0, 3, 0, 2, 1, 1, 0, 3, 3, 2, 0, 3, 0, 3, 2, 3);
  }

  @Test
  void unknownKeepsThePlaceOfItsFrequency() throws IOException {
    write("wiki.train.tokens", "a <unk> a <unk> a b\n");
    assertThat(((Targets.Tokens) load(source(3, 1)).targets()).vocabulary())
        .containsExactly("a", "<unk>", "b");
  }

  @Test
  void theTestTextIsReadWithTheVocabularyOfTheTrainingText() {
    var spec = new DataSpec(source(8, 3), Subset.all(), Scaling.none());
    var test = spec.loadTest(Subset.all(), SharedData.none());
    assertThat(test.inputs()).containsExactly(2, 7, 3, 7, 6, 1);
    assertThat(tokens(test)).containsExactly(7, 3, 7, 6, 1, 0);
  }

  @Test
  void aSubsetKeepsWholeWindowsWithTheirTargets() {
    var all = load(source(8, 4));
    var subset = Subset.random(3, 5);
    var spec = new DataSpec(source(8, 4), subset, Scaling.none());
    var some = spec.load(SharedData.none());
    var chosen = subset.choose(Sources.open(source(8, 4), Part.TRAINING, SharedData.none()));
    assertThat(some.size()).isEqualTo(3);
    for (int row = 0; row < 3; row++) {
      for (int t = 0; t < 4; t++) {
        assertThat(some.inputs()[row * 4 + t]).isEqualTo(all.inputs()[chosen[row] * 4 + t]);
        assertThat(tokens(some)[row * 4 + t]).isEqualTo(tokens(all)[chosen[row] * 4 + t]);
      }
    }
    assertThat(DataSummary.of(some).targets())
        .isEqualTo("the next of 8 words at each of 4 positions");
  }

  @Test
  void theFolderIsFoundAtAPathInAPathAndInThePlaces() throws IOException {
    var home = Files.createDirectories(folder.resolve("home/wikitext-2"));
    Files.writeString(home.resolve("wiki.train.tokens"), TRAINING);
    var outer = new WikiText2(Optional.of(folder.resolve("home")), 8, 4);
    assertThat(load(outer).hash()).isEqualTo(load(source(8, 4)).hash());
    var places = new Places(Optional.of(folder.resolve("home")), folder.resolve("cache"));
    assertThat(WikiText2Files.FOLDER.find(Optional.empty(), places)).isEqualTo(home);
    assertThat(DataCatalogue.list(places))
        .filteredOn(entry -> entry.name().equals("wikitext-2"))
        .allSatisfy(entry -> assertThat(entry.location()).contains(home));
  }

  @Test
  void filesThatAreMissingEmptyShortOrNoTextAreRefused() throws IOException {
    var elsewhere = new WikiText2(Optional.of(folder.resolve("elsewhere")), 8, 4);
    assertRefused(elsewhere, "no WikiText-2 file wiki.train.tokens", "elsewhere", "BRINK_DATA");
    assertRefused(source(8, 19), "has 19 words", "set source.length to at most 18");
    assertRefused(source(9, 4), "has 8 different ones", "set source.vocabulary to at most 8");
    Files.delete(folder.resolve("wiki.test.tokens"));
    assertThatThrownBy(() ->
            new DataSpec(source(8, 4), Subset.all(), Scaling.none())
                .loadTest(Subset.all(), SharedData.none()))
        .isInstanceOf(InputError.class)
        .hasMessageContainingAll("wiki.test.tokens", "no such file");
    write("wiki.train.tokens", "");
    assertRefused(source(8, 4), "wiki.train.tokens is empty");
    write("wiki.train.tokens", " \n\n");
    assertRefused(source(8, 4), "wiki.train.tokens is empty");
    Files.write(folder.resolve("wiki.train.tokens"), new byte[] {'a', (byte) 0xff, 'b'});
    assertRefused(source(8, 4), "wiki.train.tokens cannot be read (not text in UTF-8)");
  }

  @Test
  void settingsThatMakeNoSenseForTextAreRefused() {
    assertThatThrownBy(() -> source(1, 4)).hasMessageContaining("set vocabulary to at least 2");
    assertThatThrownBy(() -> source(8, 0)).hasMessageContaining("set length to at least 1");
    assertThatThrownBy(() -> new DataSpec(source(8, 4), Subset.all(), Scaling.unit()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("set scaling.kind to none");
    assertThatThrownBy(() ->
            new DataSpec(source(8, 4), Subset.first(5), Scaling.none()).load(SharedData.none()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("there are only 4 of the WikiText-2 training windows");
    assertThatThrownBy(() ->
            new DataSpec(source(8, 4), Subset.all().ofClasses(List.of(1)), Scaling.none())
                .load(SharedData.none()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("remove subset.classes");
  }

  private WikiText2 source(int vocabulary, int length) {
    return new WikiText2(Optional.of(folder), vocabulary, length);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }

  private static DataSet load(WikiText2 source) {
    return new DataSpec(source, Subset.all(), Scaling.none()).load(SharedData.none());
  }

  private static int[] tokens(DataSet data) {
    return ((Targets.Tokens) data.targets()).tokens();
  }

  private static long count(int[] tokens, int number) {
    return Arrays.stream(tokens).filter(token -> token == number).count();
  }

  private static void assertRefused(WikiText2 source, String... because) {
    assertThatThrownBy(() -> load(source))
        .isInstanceOf(InputError.class)
        .hasMessageContainingAll(because);
  }
}
