package brink.nn.data;

import java.util.Arrays;
import java.util.List;

/** What the network should say about each example. */
public sealed interface Targets {
  /** The number of network outputs these targets call for, C. */
  int outputs();

  /** How many rows of C outputs an example calls for: the positions of a text, else 1. */
  default int rows() {
    return 1;
  }

  /** Those of the examples {@code from .. to-1}. */
  Targets slice(int from, int to);

  /**
   * One class an example.
   *
   * @param labels [n], each 0 .. classes-1
   * @param classNames [classes]
   */
  record Labels(int[] labels, List<String> classNames) implements Targets {
    @Override
    public int outputs() {
      return classNames.size();
    }

    @Override
    public Labels slice(int from, int to) {
      return new Labels(Arrays.copyOfRange(labels, from, to), classNames);
    }
  }

  /**
   * Real-valued outputs an example.
   *
   * @param values [n x outputs], row-major
   * @param outputs numbers an example
   */
  record Values(double[] values, int outputs) implements Targets {
    @Override
    public Values slice(int from, int to) {
      return new Values(Arrays.copyOfRange(values, from * outputs, to * outputs), outputs);
    }
  }

  /**
   * One token of a vocabulary at every position of an example.
   *
   * @param tokens [n x T], row-major, each 0 .. V-1
   * @param rows T, positions an example
   * @param vocabulary [V]
   */
  record Tokens(int[] tokens, int rows, List<String> vocabulary) implements Targets {
    @Override
    public int outputs() {
      return vocabulary.size();
    }

    @Override
    public Tokens slice(int from, int to) {
      return new Tokens(Arrays.copyOfRange(tokens, from * rows, to * rows), rows, vocabulary);
    }
  }
}
