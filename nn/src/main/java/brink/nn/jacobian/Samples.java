package brink.nn.jacobian;

import java.util.stream.IntStream;

/**
 * Squared norms example by example, written by the lanes, each its own examples; index l at l.
 *
 * @param k {@code |K|^2}, [n]
 * @param d {@code |D_l|^2}, l = 1..L, [n]
 * @param kOf {@code |K_l|^2}, l = 1..L, [n]
 * @param scale {@code |M_l|^2}, l = 1..L, [n]
 * @param j {@code |J_l|^2}, l = 1..L-1, [n]
 * @param dj {@code |D_{l+1} J_l|^2}, l = 1..L-1, [n]
 * @param errors of {@code |J_l|^2}, the largest of each example's chunk, [n]
 * @param steps of the Lanczos process for {@code |J_l|^2} in each example's chunk, [n]
 * @param errorsOfM of {@code |M_l|^2}, likewise
 * @param stepsForM of the Lanczos process for {@code |M_l|^2}, likewise
 */
record Samples(
    double[] k,
    double[][] d,
    double[][] kOf,
    double[][] scale,
    double[][] j,
    double[][] dj,
    double[][] errors,
    double[][] steps,
    double[][] errorsOfM,
    double[][] stepsForM) {
  static Samples allocate(int layers, int n) {
    return new Samples(
        new double[n],
        new double[layers + 1][n],
        new double[layers + 1][n],
        new double[layers + 1][n],
        new double[layers][n],
        new double[layers][n],
        new double[layers][n],
        new double[layers][n],
        new double[layers + 1][n],
        new double[layers + 1][n]);
  }

  /** The means, summed in the order of the examples. */
  Decomposition mean() {
    int layers = d.length - 1;
    var parts =
        IntStream.rangeClosed(1, layers)
            .mapToObj(l ->
                new Decomposition.Layer(
                    mean(kOf[l]), mean(d[l]), max(errorsOfM[l]), (int) max(stepsForM[l])))
            .toList();
    var links =
        IntStream.range(1, layers)
            .mapToObj(l -> {
              int n = k.length;
              var x = new double[n];
              var unscaled = new double[n];
              for (int i = 0; i < n; i++) {
                x[i] = scale[l][i] / scale[l + 1][i];
                unscaled[i] = d[l][i] / x[i];
              }
              return new Decomposition.Link(
                  mean(x),
                  mean(j[l]),
                  mean(unscaled),
                  mean(dj[l]),
                  max(errors[l]),
                  (int) max(steps[l]));
            })
            .toList();
    return new Decomposition(mean(k), parts, links);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double max(double[] values) {
    double max = values[0];
    for (double value : values) {
      max = Math.max(max, value);
    }
    return max;
  }
}
