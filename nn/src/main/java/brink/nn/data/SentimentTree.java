package brink.nn.data;

import brink.core.error.InputError;
import java.util.ArrayList;
import java.util.List;

/**
 * A sentence as a tree in Penn Treebank brackets: {@code (3 (2 A) (3 (4 good) (2 film)))}. Tokens
 * are told apart by the ASCII space and brackets alone: some have other spaces in them.
 *
 * @param words of the sentence, as text: brackets for {@code -LRB-} and {@code -RRB-}, and the
 *     backslashes before {@code /} and {@code *} taken away
 * @param nodes in the order of their opening brackets: the whole sentence first
 */
record SentimentTree(List<String> words, List<Node> nodes) {
  /**
   * A labelled phrase.
   *
   * @param label 0 (very negative) .. 4 (very positive)
   * @param from its first word
   * @param to the word after its last
   */
  record Node(int label, int from, int to) {}

  /** The words of a node. */
  List<String> words(Node node) {
    return words.subList(node.from(), node.to());
  }

  /**
   * Parses one line.
   *
   * @param where it stands, for people
   * @throws InputError when its brackets or labels are broken
   */
  static SentimentTree parse(String line, String where) {
    return new Parser(line, where).parse();
  }

  /** One pass over a line, with a stack of its own: a broken line may have any depth. */
  private static final class Parser {
    private final String line;
    private final String where;
    private final List<String> words = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Integer> open = new ArrayList<>(); // of the nodes, the innermost last
    private int at;

    Parser(String line, String where) {
      this.line = line;
      this.where = where;
    }

    SentimentTree parse() {
      while (at < line.length()) {
        switch (line.charAt(at)) {
          case ' ' -> at++;
          case '(' -> begin();
          case ')' -> end();
          default -> word();
        }
      }
      if (!open.isEmpty()) {
        throw broken("does not close %d of its brackets".formatted(open.size()));
      }
      return new SentimentTree(List.copyOf(words), List.copyOf(nodes));
    }

    private void begin() {
      if (open.isEmpty() && !nodes.isEmpty()) {
        throw broken("goes on after its tree has ended");
      }
      at++;
      var label = token();
      if (!label.matches("[0-4]")) {
        throw broken("has the label \"%s\" where 0 to 4 belong".formatted(label));
      }
      open.add(nodes.size());
      nodes.add(new Node(Integer.parseInt(label), words.size(), words.size()));
    }

    private void end() {
      if (open.isEmpty()) {
        throw broken("closes a bracket that it has not opened");
      }
      int index = open.removeLast();
      var node = nodes.get(index);
      if (node.from() == words.size()) {
        throw broken("has a node without a word");
      }
      nodes.set(index, new Node(node.label(), node.from(), words.size()));
      at++;
    }

    private void word() {
      var word = token();
      boolean alone = at < line.length() && line.charAt(at) == ')';
      if (open.isEmpty() || nodes.get(open.getLast()).from() < words.size() || !alone) {
        throw broken("has the word \"%s\", which is not alone in its brackets".formatted(word));
      }
      words.add(plain(word));
    }

    /** Up to the next space or bracket. */
    private String token() {
      int from = at;
      while (at < line.length() && " ()".indexOf(line.charAt(at)) < 0) {
        at++;
      }
      return line.substring(from, at);
    }

    private InputError broken(String what) {
      return new InputError("%s, %s: correct or remove the line.".formatted(where, what));
    }

    private static String plain(String word) {
      return word.replace("-LRB-", "(")
          .replace("-RRB-", ")")
          .replace("\\/", "/")
          .replace("\\*", "*");
    }
  }
}
