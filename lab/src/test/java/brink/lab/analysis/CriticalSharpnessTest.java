package brink.lab.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.lab.dynamics.Quadratic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CriticalSharpnessTest {
  private static CriticalSharpness at(Quadratic quadratic, double guess, double... x) {
    var space = quadratic.space();
    try (var work = space.workspace()) {
      var theta = work.vec();
      var gradient = work.vec();
      space.write(x, theta);
      double loss = quadratic.gradient(theta, gradient);
      var found = CriticalSharpness.along(quadratic, theta, gradient, loss, guess, 0.01);
      assertThat(space.read(theta)).containsExactly(x);
      return found;
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 0.01, 0.4, 1, 3, 1e5})
  void onAParabolaItIsTheCurvatureWhateverTheGuess(double guess) {
    var found = at(Quadratic.of(5), guess, 1.7);
    assertThat(found.value()).isCloseTo(5, within(0.03));
    assertThat(found.below()).isLessThanOrEqualTo(2.0 / 5 + 1e-12);
    assertThat(found.above()).isBetween(2.0 / 5 - 1e-12, 1.01 * found.below() + 1e-12);
  }

  @Test
  void inSeveralDimensionsItIsTheCurvatureAlongTheGradient() {
    double[] x = {0.3, 2};
    double[] g = {10 * 0.3, 2};
    double curvature = (10 * g[0] * g[0] + g[1] * g[1]) / (g[0] * g[0] + g[1] * g[1]);
    assertThat(at(Quadratic.of(10, 1, 0), 0.3, x).value())
        .isCloseTo(curvature, within(0.01 * curvature));
  }

  @Test
  void aGoodGuessTakesAHandfulOfForwardPasses() {
    // 2 to bracket, 7 to halve down to a hundredth
    assertThat(at(Quadratic.of(5), 0.35, 1).passes()).isLessThanOrEqualTo(9);
  }

  @Test
  void whereTheLossNeverRisesThereIsNone() {
    assertThatThrownBy(() -> at(Quadratic.of(-1), 0.1, 1))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("no critical sharpness");
  }
}
