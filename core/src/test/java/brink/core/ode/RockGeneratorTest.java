package brink.core.ode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RockGeneratorTest {
  /**
   * The polynomial fits are badly determined in their single weights, well in their values: both
   * fits are compared at every number of stages.
   */
  @ParameterizedTest
  @EnumSource(Rock.class)
  void theStoredFitsAreThoseOfTheGenerator(Rock rock) {
    var made = RockGenerator.fit(rock);
    for (int s = rock.stages(0); s <= 200; s++) {
      for (int i = 0; i < made.length; i++) {
        assertThat(value(rock.fits()[i], rock.variable(s)))
            .as("%s, %d stages, parameter %d", rock, s, i)
            .isEqualTo(value(made[i], rock.variable(s)), within(2e-5));
      }
    }
  }

  private static double value(double[] weights, double x) {
    double value = 0;
    for (int k = weights.length - 1; k >= 0; k--) {
      value = value * x + weights[k];
    }
    return value;
  }
}
