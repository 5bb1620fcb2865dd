package brink.core.eigen;

import brink.core.operator.Dense;
import brink.core.random.RandomStream;
import brink.core.vector.FlatSpace;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Symmetric matrices with a planted spectrum, in a random orthonormal eigenbasis. */
final class Spectra {
  private Spectra() {}

  static Dense matrix(long seed, double... eigenvalues) {
    int n = eigenvalues.length;
    var space = FlatSpace.of(n);
    var entries = new double[n * n];
    try (var work = space.workspace()) {
      var q = work.block(n);
      new Orthonormalization(space).complete(q, 0, RandomStream.of(seed, "planted"));
      for (int k = 0; k < n; k++) {
        var v = space.read(q.column(k));
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < n; j++) {
            entries[i * n + j] += eigenvalues[k] * (v[i] * v[j]);
          }
        }
      }
    }
    return new Dense(space, entries);
  }

  /** A few large values above a bulk near zero with negative parts, as Hessians have. */
  static double[] hessianLike(int n) {
    var random = RandomStream.of(7, "bulk");
    return IntStream.range(0, n)
        .mapToDouble(i -> i < 6 ? 200 / Math.pow(1.7, i) : 0.6 * random.nextGaussian())
        .toArray();
  }

  /** The first {@code count} values counted from an end. */
  static double[] first(double[] eigenvalues, End end, int count) {
    return Arrays.stream(eigenvalues)
        .boxed()
        .sorted(end::compare)
        .limit(count)
        .mapToDouble(x -> x)
        .toArray();
  }
}
