package brink.core.eigen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import brink.core.random.RandomStream;
import org.junit.jupiter.api.Test;

class BlockPowerIterationTest {
  @Test
  void doesSweepForSweepWhatThePublishedAlgorithmDoes() {
    int k = 5;
    var a = Spectra.matrix(3, Spectra.hessianLike(80));
    var space = a.space();
    try (var work = space.workspace()) {
      var start = work.block(k);
      for (int i = 0; i < k; i++) {
        space.randomize(start.column(i), RandomStream.of(i, "start"));
      }
      var q = new double[k][];
      for (int i = 0; i < k; i++) {
        q[i] = space.read(start.column(i));
      }
      int sweeps = 0;
      var values = new double[k];
      for (boolean settled = false; !settled; ) {
        gramSchmidt(q);
        settled = sweeps++ > 0;
        for (int i = 0; i < k; i++) {
          var image = product(a.entries(), q[i]);
          double value = dot(q[i], image);
          settled &= Math.abs(value - values[i]) <= 1e-4 * Math.abs(value);
          values[i] = value;
          q[i] = image;
        }
      }
      var request = new EigenRequest(k, End.MAGNITUDE, 1, 1_000_000, 1);
      var pairs = BlockPowerIteration.asPublished().solve(a, request, start, work);
      assertThat(pairs.verdict()).isEqualTo(new Verdict.Converged());
      assertThat(pairs.applications()).isEqualTo((long) sweeps * k);
      assertThat(pairs.values()).containsExactly(values, offset(1e-9));
    }
  }

  @Test
  void theSignOfADominatingNegativeValueIsKept() {
    var a = Spectra.matrix(3, -9, 4, 1, 0.5, 0.1, -0.3);
    try (var work = a.space().workspace()) {
      var request = new EigenRequest(2, End.MAGNITUDE, 1, 1_000, 1);
      var pairs = BlockPowerIteration.asPublished().solve(a, request, work);
      assertThat(pairs.values()).containsExactly(new double[] {-9, 4}, offset(1e-2));
    }
  }

  @Test
  void anExactStartTakesOneSweep() {
    var a = Spectra.matrix(3, 9, 4, 1, 0.5, 0.1, -0.3);
    try (var work = a.space().workspace()) {
      var exact = new Lanczos(6, 1).solve(a, new EigenRequest(2, End.LARGEST, 1e-12, 100, 1), work);
      var request = new EigenRequest(2, End.MAGNITUDE, 1e-6, 1_000, 1);
      var pairs = BlockPowerIteration.asPublished().solve(a, request, exact.vectors(), work);
      assertThat(pairs.verdict()).isEqualTo(new Verdict.Converged());
      assertThat(pairs.applications()).isEqualTo(2);
    }
  }

  private static void gramSchmidt(double[][] q) {
    for (int i = 0; i < q.length; i++) {
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          double overlap = dot(q[i], q[j]);
          for (int t = 0; t < q[i].length; t++) {
            q[i][t] -= overlap * q[j][t];
          }
        }
      }
      double norm = Math.sqrt(dot(q[i], q[i]));
      for (int t = 0; t < q[i].length; t++) {
        q[i][t] /= norm;
      }
    }
  }

  private static double[] product(double[] matrix, double[] x) {
    var result = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        result[i] += matrix[i * x.length + j] * x[j];
      }
    }
    return result;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int t = 0; t < x.length; t++) {
      sum += x[t] * y[t];
    }
    return sum;
  }
}
