package brink.core.eigen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import brink.core.error.InputError;
import brink.core.operator.Counting;
import brink.core.operator.Dense;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpectralRadiusTest {
  @ParameterizedTest(name = "top {0}")
  @ValueSource(doubles = {40, -40})
  void findsTheLargestMagnitudeWhateverItsSign(double top) {
    var a = Spectra.matrix(1, top, 9, -8, 1, 0.5, 0, 0);
    try (var work = a.space().workspace()) {
      var counting = new Counting(a);
      var radius = SpectralRadius.estimate(counting, work.vec(), 1e-10, 500, 1);
      assertThat(radius.verdict()).isEqualTo(new Verdict.Converged());
      assertThat(radius.value()).isCloseTo(40, offset(1e-6));
      assertThat(radius.bound()).isGreaterThanOrEqualTo(40 * (1 - 1e-9));
      assertThat(radius.applications()).isEqualTo(counting.applications());
    }
  }

  @Test
  void aPairOfOppositeValuesIsNoObstacle() {
    var a = Spectra.matrix(1, 7, -7, 2, 1, 0.5);
    try (var work = a.space().workspace()) {
      var radius = SpectralRadius.estimate(a, work.vec(), 1e-10, 500, 1);
      assertThat(radius.value()).isCloseTo(7, offset(1e-6));
    }
  }

  @Test
  void neverExceedsTheRadiusAndSaysSoWhenItIsUncertain() {
    var values = Spectra.hessianLike(100);
    double top = Arrays.stream(values).max().orElseThrow();
    for (int seed = 0; seed < 10; seed++) {
      var a = Spectra.matrix(1, values);
      try (var work = a.space().workspace()) {
        var radius = SpectralRadius.estimate(a, work.vec(), 1e-6, 2, seed);
        assertThat(radius.value()).as("seed %d", seed).isLessThanOrEqualTo(top * (1 + 1e-12));
        assertThat(radius.verdict()).isInstanceOf(Verdict.Unconverged.class);
      }
    }
  }

  @Test
  void aWarmVectorTakesOneProductOnAScaledOperator() {
    var a = Spectra.matrix(1, 40, 9, -8, 1, 0.5, 0, 0);
    var scaled = new Dense(a.space(), Arrays.stream(a.entries()).map(x -> 1.1 * x).toArray());
    try (var work = a.space().workspace()) {
      var warm = work.vec();
      SpectralRadius.estimate(a, warm, 1e-8, 500, 1);
      var radius = SpectralRadius.estimate(scaled, warm, 1e-2, 500, 1);
      assertThat(radius.applications()).isEqualTo(1);
      assertThat(radius.value()).isCloseTo(44, offset(1e-4));
    }
  }

  @Test
  void theZeroOperatorHasRadiusZero() {
    var a = Spectra.matrix(1, 0, 0, 0);
    try (var work = a.space().workspace()) {
      var radius = SpectralRadius.estimate(a, work.vec(), 1e-3, 5, 1);
      assertThat(radius.value()).isZero();
      assertThat(radius.verdict()).isEqualTo(new Verdict.Converged());
    }
  }

  @Test
  void aProductThatIsNotFiniteIsAnErrorInWords() {
    var a = Spectra.matrix(1, 1, 2, 3);
    a.entries()[0] = Double.NaN;
    try (var work = a.space().workspace()) {
      assertThatThrownBy(() -> SpectralRadius.estimate(a, work.vec(), 1e-3, 5, 1))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("not finite");
      assertThatThrownBy(() -> SpectralRadius.estimate(a, work.vec(), 0, 5, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
