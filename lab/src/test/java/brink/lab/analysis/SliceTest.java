package brink.lab.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.lab.dynamics.Polynomial;
import java.util.List;
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
  void slicesAreAlongTheLeadingEigenvectorAndAgainstTheGradient() {
    var loss = Polynomial.cubic(new double[] {2, 5}, new double[] {3, 0});
    try (var work = loss.space().workspace()) {
      var theta = work.vec();
      loss.space().write(new double[] {0.5, -1}, theta);
      var slices = Slice.at(loss, theta, new Slices(1, 3), 1e-10);
      double slope = 2 * 0.5 + 3 * 0.25 / 2;
      var first = slices.getFirst(); // along the second weight, of curvature 5 beside 3.5
      assertThat(first.curvature()).isCloseTo(5, within(1e-8));
      assertThat(Math.abs(first.slope())).isCloseTo(5, within(1e-8));
      var second = slices.getLast();
      assertThat(second.slope()).isCloseTo(-Math.hypot(slope, 5), within(1e-12));
      assertThat(second.points().getLast().loss()).isLessThan(second.points().get(1).loss());
    }
  }

  @Test
  void aFigureHasAPanelForEachSliceWithTheLossBesideItsModel() {
    var slice = new Slice("q1", 1, 2, List.of(new Slice.Point(-1, 3, 4), new Slice.Point(1, 5, 6)));
    var chart = SliceChart.of("slices", "Slices", "", List.of(slice, slice));
    assertThat(chart.panels()).hasSize(2);
    var curves = chart.panels().getFirst().curves();
    assertThat(curves.stream().map(Chart.Curve::label)).containsExactly("loss", "model");
    assertThat(curves.getFirst().points())
        .containsExactly(new Chart.Point(-1, 3), new Chart.Point(1, 5));
    assertThat(curves.getLast().points())
        .containsExactly(new Chart.Point(-1, 4), new Chart.Point(1, 6));
  }

  @Test
  void aSliceWithoutExtentIsRefused() {
    assertThatThrownBy(() -> new Slices(0, 5)).isInstanceOf(InputError.class);
    assertThatThrownBy(() -> new Slices(1, 1)).isInstanceOf(InputError.class);
  }
}
