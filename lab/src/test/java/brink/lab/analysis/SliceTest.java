package brink.lab.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.lab.dynamics.Polynomial;
import org.junit.jupiter.api.Test;

class SliceTest {
  @Test
  void onACubicTheLossIsTheLossAndTheModelItsFirstThreeTerms() {
    var loss = Polynomial.cubic(new double[] {2, 5}, new double[] {3, 0});
    try (var work = loss.space().workspace()) {
      var theta = work.vec();
      var direction = work.vec();
      loss.space().write(new double[] {0.5, -1}, theta);
      loss.space().write(new double[] {4, 0}, direction); // of any length
      try (var at = loss.at(theta)) {
        var slice = Slice.along("x", direction, loss, at, theta, new Slices(0.5, 5));
        assertThat(slice.slope()).isCloseTo(2 * 0.5 + 3 * 0.25 / 2, within(1e-14));
        assertThat(slice.curvature()).isCloseTo(2 + 3 * 0.5, within(1e-14));
        assertThat(slice.points().stream().map(Slice.Point::displacement))
            .containsExactly(-0.5, -0.25, 0.0, 0.25, 0.5);
        for (var point : slice.points()) {
          double s = point.displacement();
          assertThat(point.loss()).isCloseTo(loss.loss(0.5 + s, -1), within(1e-14));
          assertThat(point.model()).isCloseTo(point.loss() - s * s * s / 2, within(1e-14));
        }
      }
    }
  }

  @Test
  void aSliceWithoutExtentIsRefused() {
    assertThatThrownBy(() -> new Slices(0, 5)).isInstanceOf(InputError.class);
    assertThatThrownBy(() -> new Slices(1, 1)).isInstanceOf(InputError.class);
  }
}
