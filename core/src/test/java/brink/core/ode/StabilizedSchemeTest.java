package brink.core.ode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StabilizedSchemeTest {
  static Stream<StabilizedMethod> methods() {
    return Stream.of(Chebyshev.RKC1, Chebyshev.RKC2, Rock.ROCK2, Rock.ROCK4);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyOrderConditionUpToTheDeclaredOrderHolds(StabilizedMethod method) {
    for (int s = method.stages(0) + 1; s <= 60; s++) {
      var butcher = Schemes.butcher(method.scheme(s));
      for (int nodes = 1; nodes <= method.order(); nodes++) {
        for (var tree : Tree.all(nodes)) {
          assertThat(tree.weight(butcher.rows(), butcher.b()))
              .as("%s, %d stages, %s", method, s, tree)
              .isEqualTo(1 / tree.density(), within(1e-12));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void theErrorEstimateVanishesBelowItsDeclaredPowerAndNotThere(StabilizedMethod method) {
    for (int s = method.stages(0) + 1; s <= 40; s++) {
      var scheme = method.scheme(s);
      var a = Schemes.butcher(scheme).closed();
      var e = Schemes.error(scheme);
      for (int nodes = 1; nodes < method.errorOrder(); nodes++) {
        for (var tree : Tree.all(nodes)) {
          assertThat(tree.weight(a, e))
              .as("%s, %d stages, %s", method, s, tree)
              .isEqualTo(0, within(1e-12));
        }
      }
      for (var tree : Tree.all(method.errorOrder())) {
        assertThat(Math.abs(tree.weight(a, e)))
            .as("%s, %d stages, %s", method, s, tree)
            .isGreaterThan(1e-3);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void theAbscissaeAreTheRowSums(StabilizedMethod method) {
    for (int s = method.stages(0) + 1; s <= 60; s++) {
      var scheme = method.scheme(s);
      var butcher = Schemes.butcher(scheme);
      int n = scheme.recurrence().stages();
      for (int i = 0; i < s; i++) {
        double c = i < n ? scheme.recurrence().c()[i] : scheme.finish().c()[i - n];
        assertThat(Arrays.stream(butcher.a()[i]).sum())
            .as("%s, %d stages, stage %d", method, s, i)
            .isEqualTo(c, within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"ROCK2, 120", "ROCK4, 60"})
  void rockStaysWithinItsDampingOnTheWholeDeclaredInterval(Rock rock, int most) {
    for (int s = rock.stages(0); s <= most; s++) {
      var scheme = rock.scheme(s);
      double beta = rock.interval(s);
      for (int i = 1; i <= 40 * s; i++) {
        double z = -beta * i / (40 * s);
        double bound = Math.max(0.9502, Math.exp(z) * (1 + 1e-6));
        assertThat(Math.abs(Schemes.linear(scheme, z).y()))
            .as("%s, %d stages, z = %s", rock, s, z)
            .isLessThanOrEqualTo(bound);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"ROCK2, 120", "ROCK4, 60"})
  void rockIsUnstableJustBeyondTheDeclaredInterval(Rock rock, int most) {
    for (int s = rock.stages(0); s <= most; s++) {
      double z = -1.02 * rock.interval(s);
      assertThat(Math.abs(Schemes.linear(rock.scheme(s), z).y()))
          .as("%s, %d stages", rock, s)
          .isGreaterThan(1);
    }
  }

  @Test
  void theIntervalsHaveTheirPublishedConstants() {
    assertThat(Rock.ROCK2.interval(100) / 1e4).isEqualTo(0.81, within(5e-3));
    assertThat(Rock.ROCK4.interval(100) / 1e4).isEqualTo(0.35, within(5e-3));
  }

  @ParameterizedTest
  @EnumSource(Rock.class)
  void theDeclaredIntervalIsWithinOneHundredthOfThePolynomialsOwn(Rock rock) {
    for (int s = rock.stages(0); s <= 120; s++) {
      assertThat(rock.interval(s))
          .as("%s, %d stages", rock, s)
          .isBetween(0.99 * rock.polynomial(s).interval(), rock.polynomial(s).interval());
    }
  }

  @ParameterizedTest
  @EnumSource(Rock.class)
  void theChosenStagesCoverTheStepAndOneFewerWouldNot(Rock rock) {
    for (double z = 0.01; z < 1e4; z *= 1.07) {
      int s = rock.stages(z);
      assertThat(rock.interval(s)).as("z = %s", z).isGreaterThanOrEqualTo(z * (1 - 1e-12));
      if (s > rock.stages(0)) {
        assertThat(rock.interval(s - 1)).as("z = %s", z).isLessThan(z);
      }
    }
  }

  /** But for the first, an Euler step. */
  @Test
  void theStagesOfRock2HaveStageOrderTwo() {
    for (int s = 4; s <= 60; s++) {
      var a = Schemes.butcher(Rock.ROCK2.scheme(s)).rows();
      var c = Tree.of(Tree.of()).weights(a);
      var u = Tree.of(Tree.of(Tree.of())).weights(a);
      for (int i = 2; i < s; i++) {
        assertThat(u[i]).as("%d stages, stage %d", s, i).isEqualTo(c[i] * c[i] / 2, within(1e-13));
      }
    }
  }

  /** 0.14 is twice the error of smooth components, 1/6 less the third coefficient of R. */
  @Test
  void rock2FollowsDrivenStiffComponentsWithoutGrowthInTheirStiffness() {
    for (int s = 8; s <= 60; s++) {
      var scheme = Rock.ROCK2.scheme(s);
      for (int i = 1; i <= 200; i++) {
        double z = -Rock.ROCK2.interval(s) * i / 200;
        var square = Schemes.driven(scheme, z, t -> t * t / 2, t -> t);
        var cube = Schemes.driven(scheme, z, t -> t * t * t / 3, t -> t * t);
        assertThat(square.y()).as("%d stages, z = %s", s, z).isEqualTo(0.5, within(2.0 / s / s));
        assertThat(cube.y()).as("%d stages, z = %s", s, z).isEqualTo(1.0 / 3, within(0.16));
      }
    }
  }

  /**
   * The largest factor by which an estimate exceeds the stiff deviation that a step starts from.
   */
  @ParameterizedTest
  @CsvSource({"ROCK2, 19", "ROCK4, 3"})
  void theErrorEstimateOfRockIsBoundedOnTheWholeInterval(Rock rock, double most) {
    for (int s = rock.stages(0); s <= 60; s++) {
      var scheme = rock.scheme(s);
      for (int i = 1; i <= 500; i++) {
        double z = -rock.interval(s) * i / 500;
        assertThat(Math.abs(Schemes.linear(scheme, z).error()))
            .as("%s, %d stages, z = %s", rock, s, z)
            .isLessThanOrEqualTo(most);
      }
    }
  }

  @Test
  void theErrorEstimateOfRock2IsTheLocalErrorOfSmoothLinearComponents() {
    for (int s = 3; s <= 60; s++) {
      double z = -1e-2;
      var step = Schemes.linear(Rock.ROCK2.scheme(s), z);
      assertThat(Math.abs(step.error() / (step.y() - Math.exp(z))))
          .as("%d stages", s)
          .isEqualTo(1, within(0.02));
    }
  }

  /** A step from the rest point of y' = z (y - y_0), where all that moves is rounding. */
  @ParameterizedTest
  @CsvSource({"ROCK2, 20, 1e6", "ROCK2, 100, 5e9", "ROCK4, 20, 5e7", "ROCK4, 40, 5e10"})
  void roundingIsAmplifiedNoMoreThanTold(Rock rock, int s, double most) {
    var scheme = rock.scheme(s);
    for (int i = 1; i <= 1000; i++) {
      double z = -rock.interval(s) * i / 1000;
      double y = 1.0 / 3 + 1e-4 * i;
      double moved = Math.abs(Schemes.driven(scheme, z, _ -> y, _ -> 0).y() - y) / y;
      assertThat(moved / Math.ulp(0.5)).as("z = %s", z).isLessThan(most);
    }
  }

  @ParameterizedTest
  @EnumSource(Rock.class)
  void tooFewStagesAreRefused(Rock rock) {
    int least = rock.order() + 1;
    assertThatThrownBy(() -> rock.scheme(least - 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(rock + " has at least " + least + " stages, not " + (least - 1));
    assertThatThrownBy(() -> new StabilizedRungeKutta<>(rock, least - 1, new FieldBound()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxStages must be at least " + least + ", not " + (least - 1));
  }
}
