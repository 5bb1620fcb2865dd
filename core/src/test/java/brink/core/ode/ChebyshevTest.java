package brink.core.ode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChebyshevTest {
  @ParameterizedTest
  @EnumSource(Chebyshev.class)
  void theStabilityPolynomialStaysWithinOneOnTheWholeInterval(Chebyshev family) {
    for (int s = family.order(); s <= 100; s++) {
      var r = family.scheme(s).recurrence();
      double beta = family.interval(s);
      for (int i = 0; i <= 1000; i++) {
        assertThat(Math.abs(polynomial(r, -beta * i / 1000)))
            .as("%s, %d stages, z = %s", family, s, -beta * i / 1000)
            .isLessThanOrEqualTo(1 + 1e-12);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"RKC1, 0.96", "RKC2, 0.97"})
  void dampingKeepsItAwayFromOneInsideTheInterval(Chebyshev family, double most) {
    for (int s = 3; s <= 60; s++) {
      var r = family.scheme(s).recurrence();
      double beta = family.interval(s);
      for (int i = 100; i <= 900; i++) {
        double z = -Math.max(beta * i / 1000, 2);
        assertThat(Math.abs(polynomial(r, z)))
            .as("%s, %d stages, z = %s", family, s, z)
            .isLessThanOrEqualTo(most);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Chebyshev.class)
  void thePolynomialAgreesWithTheExponentialToTheOrder(Chebyshev family) {
    for (int s = family.order(); s <= 50; s++) {
      var r = family.scheme(s).recurrence();
      double z = -1e-4;
      assertThat(polynomial(r, z)).isEqualTo(Math.exp(z), within(Math.pow(-z, family.order() + 1)));
      assertThat(r.c()[s]).isEqualTo(1, within(1e-11));
    }
  }

  @ParameterizedTest
  @EnumSource(Chebyshev.class)
  void theChosenStagesCoverTheStepAndOneFewerWouldNot(Chebyshev family) {
    for (double z = 0.01; z < 1e5; z *= 1.07) {
      int s = family.stages(z);
      assertThat(family.interval(s)).as("z = %s", z).isGreaterThanOrEqualTo(z);
      if (s > 2) {
        assertThat(family.interval(s - 1)).as("z = %s", z).isLessThan(z * (1 + 1e-12));
      }
    }
  }

  @Test
  void theStageTimesAreThoseOfThePublishedFormula() {
    int s = 9;
    var r = Chebyshev.RKC2.scheme(s).recurrence();
    double w0 = 1 + 2.0 / 13 / (s * s);
    double x = Math.log(w0 + Math.sqrt(w0 * w0 - 1)); // T_j(w0) = cosh(j x)
    for (int j = 2; j < s; j++) {
      double c = first(s, x) / second(s, x, w0) * second(j, x, w0) / first(j, x);
      assertThat(r.c()[j]).isEqualTo(c, within(1e-10));
    }
    assertThat(r.c()[1]).isEqualTo(r.c()[2] / first(2, x), within(1e-10));
  }

  @Test
  void fewerStagesThanTheOrderAreRefused() {
    assertThatThrownBy(() -> Chebyshev.RKC2.scheme(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("RKC2 has at least 2 stages, not 1");
  }

  /** T_j'(w0). */
  private static double first(int j, double x) {
    return j * Math.sinh(j * x) / Math.sinh(x);
  }

  /** T_j''(w0), from (w^2 - 1) T'' + w T' = j^2 T. */
  private static double second(int j, double x, double w0) {
    return (j * j * Math.cosh(j * x) - w0 * first(j, x)) / (w0 * w0 - 1);
  }

  /** One step of y' = z y from 1, by the stages. */
  private static double polynomial(Recurrence r, double z) {
    double previous = 1;
    double current = 1 + r.muTilde()[1] * z;
    for (int j = 2; j <= r.stages(); j++) {
      double next =
          (1 - r.mu()[j] - r.nu()[j])
              + r.mu()[j] * current
              + r.nu()[j] * previous
              + r.muTilde()[j] * z * current
              + r.gammaTilde()[j] * z;
      previous = current;
      current = next;
    }
    return current;
  }
}
