package brink.lab.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import brink.core.operator.Dense;
import org.junit.jupiter.api.Test;

class QuadraticTest {
  @Test
  void eigenvectorsAndCurvaturesAreThoseItWasMadeFrom() {
    double angle = 0.7;
    var quadratic = Quadratic.of(5, -2, angle);
    try (var work = quadratic.space().workspace()) {
      var theta = work.vec();
      var g = work.vec();
      quadratic.space().write(new double[] {Math.cos(angle), Math.sin(angle)}, theta);
      double loss = quadratic.gradient(theta, g);
      assertThat(loss).isCloseTo(2.5, within(1e-14));
      assertThat(quadratic.evaluate(theta).loss()).isEqualTo(loss);
      assertThat(quadratic.space().read(g)[0]).isCloseTo(5 * Math.cos(angle), within(1e-14));
      assertThat(quadratic.space().read(g)[1]).isCloseTo(5 * Math.sin(angle), within(1e-14));
      quadratic.space().write(new double[] {-Math.sin(angle), Math.cos(angle)}, theta);
      assertThat(quadratic.gradient(theta, g)).isCloseTo(-1, within(1e-14));
      try (var at = quadratic.at(theta)) {
        assertThat(Dense.of(at.hessian()).entries()).containsExactly(quadratic.a());
      }
    }
  }
}
