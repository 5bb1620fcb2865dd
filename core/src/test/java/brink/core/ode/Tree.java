package brink.core.ode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A rooted tree, for order conditions: its subtrees. */
record Tree(List<Tree> branches) {
  /** The tree with these branches on its root. */
  static Tree of(Tree... branches) {
    return new Tree(List.of(branches));
  }

  int nodes() {
    return 1 + branches.stream().mapToInt(Tree::nodes).sum();
  }

  /** gamma: the order condition is sum_i b_i phi_i = 1 / gamma. */
  double density() {
    return nodes() * branches.stream().mapToDouble(Tree::density).reduce(1, (x, y) -> x * y);
  }

  /** phi_i at every stage of the tableau a. */
  double[] weights(double[][] a) {
    var product = new double[a.length];
    Arrays.fill(product, 1);
    for (var branch : branches) {
      var inner = branch.weights(a);
      for (int i = 0; i < a.length; i++) {
        product[i] *= dot(a[i], inner);
      }
    }
    return product;
  }

  /** sum_i b_i phi_i. */
  double weight(double[][] a, double[] b) {
    return dot(b, weights(a));
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  /** All rooted trees (with repetitions) of so many nodes. */
  static List<Tree> all(int nodes) {
    return forests(nodes - 1).stream().map(Tree::new).toList();
  }

  private static List<List<Tree>> forests(int nodes) {
    if (nodes == 0) {
      return List.of(List.of());
    }
    var forests = new ArrayList<List<Tree>>();
    for (int first = 1; first <= nodes; first++) {
      for (var tree : all(first)) {
        for (var rest : forests(nodes - first)) {
          var forest = new ArrayList<>(rest);
          forest.add(tree);
          forests.add(forest);
        }
      }
    }
    return forests;
  }
}
