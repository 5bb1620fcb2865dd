package brink.lab.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CurvatureGradientTest {
  @Test
  void allFormsOfAPolynomialAreItsThirdDerivatives() {
    var valley = Valley.of(0.3);
    var space = valley.space();
    try (var work = space.workspace()) {
      var theta = work.vec();
      var gradient = work.vec();
      var q = work.block(2);
      var forms = work.block(3);
      space.write(new double[] {0.2, 1.5}, theta);
      valley.gradient(theta, gradient);
      space.write(new double[] {1, 0}, q.column(0));
      space.write(new double[] {0, 1}, q.column(1));
      new CurvatureGradient(valley).forms(theta, gradient, q, forms);
      // H = [[y, x], [x, 0]]: q0 H q0 = y, q0 H q1 = x, q1 H q1 = 0.
      assertThat(space.read(forms.column(0))).containsExactly(new double[] {0, 1}, within(1e-6));
      assertThat(space.read(forms.column(1))).containsExactly(new double[] {1, 0}, within(1e-6));
      assertThat(space.read(forms.column(2))).containsExactly(new double[] {0, 0}, within(1e-6));
    }
  }

  @Test
  void formsAreNumberedRowByRow() {
    assertThat(CurvatureGradient.index(0, 0, 3)).isEqualTo(0);
    assertThat(CurvatureGradient.index(0, 2, 3)).isEqualTo(2);
    assertThat(CurvatureGradient.index(1, 1, 3)).isEqualTo(3);
    assertThat(CurvatureGradient.index(1, 2, 3)).isEqualTo(4);
    assertThat(CurvatureGradient.index(2, 2, 3)).isEqualTo(5);
  }
}
