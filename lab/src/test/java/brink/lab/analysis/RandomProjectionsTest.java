package brink.lab.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.core.random.RandomStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomProjectionsTest {
  private static double[] random(int seed, int n) {
    return RandomStream.of(seed, "weights").doubles(n, -1, 1).toArray();
  }

  private static double squared(double[] x) {
    return IntStream.range(0, x.length).mapToDouble(i -> x[i] * x[i]).sum();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 64, 65, 130})
  void eachIsTheScalarProductWithADirectionOfEntriesPlusOrMinusOneOverRootK(int k) {
    int n = 50;
    var along = new RandomProjections(k);
    var directions = new double[n][];
    for (int i = 0; i < n; i++) {
      var unit = new double[n];
      unit[i] = 1;
      directions[i] = along.of(unit); // column i of the k x n matrix
      assertThat(directions[i]).hasSize(k);
      for (double entry : directions[i]) {
        assertThat(Math.abs(entry)).isCloseTo(1 / Math.sqrt(k), within(1e-15));
      }
    }
    var x = random(3, n);
    var seen = along.of(x);
    for (int j = 0; j < k; j++) {
      int index = j;
      double expected = IntStream.range(0, n).mapToDouble(i -> directions[i][index] * x[i]).sum();
      assertThat(seen[j]).isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void squaredLengthsAreKeptInTheMeanAndToRootTwoOverK() {
    int k = 256;
    int trials = 200;
    var along = new RandomProjections(k);
    double mean = 0;
    double variance = 0;
    for (int seed = 1; seed <= trials; seed++) {
      var x = random(seed, 300);
      double ratio = squared(along.of(x)) / squared(x);
      mean += ratio / trials;
      variance += (ratio - 1) * (ratio - 1) / trials;
    }
    // The directions are the same in all trials, but the weights are not.
    assertThat(mean).isCloseTo(1, within(0.02));
    assertThat(Math.sqrt(variance)).isBetween(0.7 * Math.sqrt(2.0 / k), 1.3 * Math.sqrt(2.0 / k));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 5000})
  void aNumberThatMakesNoSenseIsRefused(int k) {
    assertThatThrownBy(() -> new RandomProjections(k))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("random-projections");
  }
}
