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

    /** One-hot targets [n x classes], row-major: 1 at each example's class, 0 elsewhere. */
    public Values oneHot() {
      int classes = outputs();
      var values = new double[Math.multiplyExact(labels.length, classes)];
      for (int i = 0; i < labels.length; i++) {
        values[i * classes + labels[i]] = 1;
      }
      return new Values(values, classes);
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
