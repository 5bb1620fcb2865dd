package brink.lab.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import brink.lab.dynamics.Polynomial;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SmoothnessTest {
  private static Optional<Double> effective(Polynomial loss, double eta, int points, double... x) {
    try (var work = loss.space().workspace()) {
      var theta = work.vec();
      var gradient = work.vec();
      loss.space().write(x, theta);
      loss.gradient(theta, gradient);
      return Smoothness.effective(loss, theta, gradient, eta, points);
    }
  }

  @Test
  void alongTheSteepestEigenvectorOfAQuadraticItIsTheHessiansNorm() {
    var loss = Polynomial.quadratic(1, -7, 3);
    assertThat(effective(loss, 0.3, 4, 0, 2, 0).orElseThrow()).isCloseTo(7, within(1e-12));
  }

  @Test
  void onAQuadraticItIsTheGradientsImageOverTheGradient() {
    var loss = Polynomial.quadratic(1, 7);
    // The gradient at (1, 1) is (1, 7), its image (1, 49).
    double expected = Math.sqrt((1 + 49.0 * 49) / (1 + 49));
    assertThat(effective(loss, 0.3, 1, 1, 1).orElseThrow()).isCloseTo(expected, within(1e-12));
    assertThat(expected).isLessThan(7);
  }

  @Test
  void onACubicItIsTheLargestOfTheStepsItLooksAt() {
    var loss = Polynomial.cubic(new double[] {1}, new double[] {-2});
    // g(x) = x - x^2: from 0.5 downwards by u = s g = s / 4 it changes by u^2, most over u = 0.2.
    assertThat(effective(loss, 0.8, 1, 0.5).orElseThrow()).isCloseTo(0.2, within(1e-12));
    assertThat(effective(loss, 0.8, 5, 0.5).orElseThrow()).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void whereTheGradientIsZeroThereIsNone() {
    assertThat(effective(Polynomial.quadratic(1, 7), 0.3, 4, 0, 0)).isEmpty();
  }
}
