package brink.nn.data;

import java.util.List;

/** What the network should say about each example. */
public sealed interface Targets {
  /** The number of network outputs these targets call for. */
  int outputs();

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
  }

  /**
   * Real-valued outputs an example.
   *
   * @param values [n x outputs], row-major
   * @param outputs numbers an example
   */
  record Values(double[] values, int outputs) implements Targets {}
}
