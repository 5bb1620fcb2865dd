package brink.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhitenedTest {
  @ParameterizedTest
  @CsvSource({"50, 50, 1", "5, 40, 7", "1, 1, 3"})
  void inputsAreWhiteAndTargetsTheirImagesUnderOneMap(int d, int n, long seed) {
    var data = load(new Whitened(d, n, seed));
    var x = data.inputs();
    var y = ((Targets.Values) data.targets()).values();
    assertThat(data.size()).isEqualTo(n);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        assertThat(product(x, i, x, j, d) / n).isCloseTo(i == j ? 1 : 0, within(1e-12));
      }
    }
    // With white inputs the map can only be A = Y^T X / n.
    var a = new double[d][d];
    for (int k = 0; k < d; k++) {
      for (int j = 0; j < d; j++) {
        a[k][j] = product(y, k, x, j, d) / n;
      }
    }
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < d; k++) {
        double image = 0;
        for (int j = 0; j < d; j++) {
          image += a[k][j] * x[i * d + j];
        }
        assertThat(y[i * d + k]).isCloseTo(image, within(1e-11));
      }
    }
  }

  @Test
  void theMapIsStandardNormal() {
    var data = load(new Whitened(50, 50, 1));
    // |Y|^2 / n = |A|^2, the sum of d^2 squares of mean 1 and variance 2
    var y = ((Targets.Values) data.targets()).values();
    double squares = Arrays.stream(y).map(v -> v * v).sum() / 50;
    assertThat(squares).isCloseTo(2500, within(4 * Math.sqrt(2 * 2500)));
  }

  @Test
  void theSeedAloneDecides() {
    var hash = load(new Whitened(5, 6, 1)).hash();
    assertThat(load(new Whitened(5, 6, 1)).hash()).isEqualTo(hash);
    assertThat(load(new Whitened(5, 6, 2)).hash()).isNotEqualTo(hash);
  }

  @Test
  void tooFewExamplesToBeWhiteAreRefused() {
    assertThatThrownBy(() -> new Whitened(50, 49, 1))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("set examples to at least 50");
    assertThatThrownBy(() -> new Whitened(0, 49, 1))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("dimension of at least 1");
    assertThatThrownBy(() ->
            new DataSpec(new Whitened(2, 2, 1), Subset.all(), Scaling.none())
                .loadTest(Subset.all(), SharedData.none()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("no test examples");
  }

  private static DataSet load(Whitened source) {
    return new DataSpec(source, Subset.all(), Scaling.none()).load(SharedData.none());
  }

  /** The dot product of two columns of matrices with d columns. */
  private static double product(double[] a, int i, double[] b, int j, int d) {
    return IntStream.range(0, a.length / d).mapToDouble(r -> a[r * d + i] * b[r * d + j]).sum();
  }
}
