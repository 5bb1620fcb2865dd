package brink.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import brink.nn.data.SentimentTree.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentimentTreeTest {
  private static SentimentTree parse(String line) {
    return SentimentTree.parse(line, "trees.txt, line 3");
  }

  @Test
  void nodesComeInTheOrderOfTheirBracketsWithTheirLabelsAndWords() {
    var tree = parse("(3 (2 A) (4 (3 good) (2 (1 old) (2 film))))");
    assertThat(tree.words()).containsExactly("A", "good", "old", "film");
    assertThat(tree.nodes())
        .containsExactly(
            new Node(3, 0, 4),
            new Node(2, 0, 1),
            new Node(4, 1, 4),
            new Node(3, 1, 2),
            new Node(2, 2, 4),
            new Node(1, 2, 3),
            new Node(2, 3, 4));
    assertThat(tree.words(tree.nodes().get(4))).containsExactly("old", "film");
  }

  @Test
  void onlyTheAsciiSpaceDividesAndEscapesBecomeText() {
    var tree = parse("(2 (2 8\u00a01\\/2) (2 (2 -LRB-) (2 (2 \\*) (2 -RRB-))))");
    assertThat(tree.words()).containsExactly("8\u00a01/2", "(", "*", ")");
  }

  @Test
  void spacesBetweenBracketsDoNotMatterAndDepthDoesNotEither() {
    assertThat(parse("  (2  (1 a)(0  b) ) ").nodes()).hasSize(3);
    int depth = 100_000;
    var tree = parse("(2 ".repeat(depth) + "a" + ")".repeat(depth));
    assertThat(tree.nodes()).hasSize(depth).contains(new Node(2, 0, 1));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "(2 (2 a) (2 b) | does not close 1 of its brackets",
        "(2 (2 a | has the word \"a\", which is not alone",
        "((( | has the label \"\" where 0 to 4 belong",
        "(2 (2 a) (2 b))) | closes a bracket that it has not opened",
        "(5 (2 a) (2 b)) | has the label \"5\" where 0 to 4 belong",
        "(-1 a) | has the label \"-1\" where 0 to 4 belong",
        "(a b) | has the label \"a\" where 0 to 4 belong",
        "(2) | has a node without a word",
        "(2 (2 a) (2 )) | has a node without a word",
        "(2 a b) | has the word \"a\", which is not alone",
        "(2 (2 a) b) | has the word \"b\", which is not alone",
        "(2 a (2 b)) | has the word \"a\", which is not alone",
        "(2 a) (2 b) | goes on after its tree has ended",
        "(2 a) b | has the word \"b\", which is not alone",
        "good film | has the word \"good\", which is not alone"
      })
  void brokenBracketsAndLabelsAreNamedWithTheLine(String line, String because) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(InputError.class)
        .hasMessageStartingWith("trees.txt, line 3, " + because)
        .hasMessageEndingWith(": correct or remove the line.");
  }
}
