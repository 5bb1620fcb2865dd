package brink.lab.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.vector.FlatSpace;
import brink.core.vector.Vec;
import brink.nn.objective.BatchGradient;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BatchSharpnessTest {
  private static final double[] CURVATURES = {1, 4, 9};
  private static final double[] CENTRES = {0, 1, -0.5};
  private static final int[][] PAIRS = {{0, 1}, {0, 2}, {1, 2}};
  private static final FlatSpace LINE = FlatSpace.of(1);

  /** Examples with losses {@code c_i (x - t_i)^2 / 2}. */
  private record Parabolas() implements BatchGradient {
    @Override
    public int examples() {
      return CURVATURES.length;
    }

    @Override
    public double gradient(Vec theta, int[] rows, Vec into) {
      double x = LINE.read(theta)[0];
      LINE.write(new double[] {slope(rows, x)}, into);
      return Arrays.stream(rows)
          .mapToDouble(i -> CURVATURES[i] * Math.pow(x - CENTRES[i], 2) / 2)
          .average()
          .orElseThrow();
    }

    @Override
    public void close() {}
  }

  private static double slope(int[] rows, double x) {
    return Arrays.stream(rows)
        .mapToDouble(i -> CURVATURES[i] * (x - CENTRES[i]))
        .average()
        .orElseThrow();
  }

  private static double curvature(int[] rows) {
    return Arrays.stream(rows).mapToDouble(i -> CURVATURES[i]).average().orElseThrow();
  }

  private static BatchSharpness at(double x, int count) {
    try (var work = LINE.workspace()) {
      var theta = work.vec();
      LINE.write(new double[] {x}, theta);
      var next = new int[1];
      var found =
          BatchSharpness.at(
              LINE, new Parabolas(), () -> PAIRS[next[0]++ % PAIRS.length], count, theta);
      assertThat(LINE.read(theta)).containsExactly(x);
      return found;
    }
  }

  @Test
  void overAllBatchesItIsTheQuotientOfTheTwoMeans() {
    double x = 0.8;
    double above = 0;
    double below = 0;
    for (var pair : PAIRS) {
      double g = slope(pair, x);
      above += g * g * curvature(pair);
      below += g * g;
    }
    var found = at(x, PAIRS.length);
    assertThat(found.value()).isCloseTo(above / below, within(1e-8));
    assertThat(found.squaredGradient()).isCloseTo(below / PAIRS.length, within(1e-12));
    assertThat(found.batches()).isEqualTo(3);
  }

  @Test
  void itsStandardErrorFallsWithTheRootOfTheBatches() {
    double few = at(0.8, 30).standardError();
    double many = at(0.8, 3000).standardError();
    assertThat(few / many).isCloseTo(10, within(0.3));
  }

  @Test
  void oneBatchIsTooFew() {
    assertThatThrownBy(() -> at(0.8, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
