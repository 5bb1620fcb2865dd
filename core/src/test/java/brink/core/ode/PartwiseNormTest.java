package brink.core.ode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.core.vector.FlatSpace;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartwiseNormTest {
  /** Two parts: the first moves by 1, the second by 1/1000 and faster. */
  private static final Problems.Problem LOPSIDED =
      new Problems.Problem(
          "lopsided",
          TestField.of(
              4,
              (_, y) -> new double[] {-y[0], -y[1], -20 * y[2], -30 * y[3]},
              (_, _) -> new double[] {-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -20, 0, 0, 0, 0, -30}),
          new double[] {1, 1, 1e-3, -1e-3},
          0.1,
          t ->
              new double[] {
                Math.exp(-t), Math.exp(-t), 1e-3 * Math.exp(-20 * t), -1e-3 * Math.exp(-30 * t)
              });

  @Test
  void itIsTheWorstRatioOfErrorToDistanceOverTheParts() {
    var origin = new double[] {1, 1, 1, 1, 1};
    var end = new double[] {4, 5, 1, 1.5, 1};
    var error = new double[] {0.3, 0.4, 0.01, 0.03, 0.04};
    double farthest = 10;
    var norm = new PartwiseNorm(List.of(2L, 2L, 1L), 0.01, OptionalDouble.empty());
    assertThat(measure(norm, origin, end, error, farthest))
        .isEqualTo(0.04 / 0.1, within(1e-12)); // the last part has not moved: the floor
    var coarse = new PartwiseNorm(List.of(2L, 3L), 0.01, OptionalDouble.empty());
    assertThat(measure(coarse, origin, end, error, farthest))
        .isEqualTo(Math.sqrt(0.01 * 0.01 + 0.03 * 0.03 + 0.04 * 0.04) / 0.5, within(1e-12));
    var floored = new PartwiseNorm(List.of(2L, 3L), 1, OptionalDouble.of(20));
    assertThat(measure(floored, origin, end, error, farthest)).isEqualTo(0.5 / 20, within(1e-12));
  }

  @Test
  void onePartMeasuresAsTheDistanceNormWhereTheStepEndsFarthest() {
    var origin = new double[] {1, 2, 3};
    var end = new double[] {2, 2, 5};
    var error = new double[] {0.1, -0.2, 0.3};
    double farthest = Math.sqrt(5);
    assertThat(measure(PartwiseNorm.of(3), origin, end, error, farthest))
        .isEqualTo(measure(DistanceNorm.travelled(), origin, end, error, farthest), within(1e-15));
  }

  @ParameterizedTest(name = "tolerance {0}")
  @ValueSource(doubles = {1e-2, 1e-3, 1e-4})
  void everyPartIsFollowedToTheToleranceWhereTheDistanceNormLetsSmallOnesGo(double tolerance) {
    var whole = StepControl.Adaptive.of(tolerance, StepFilter.PI);
    var parts = whole.measuredBy(new PartwiseNorm(List.of(2L, 2L), 1e-3, OptionalDouble.empty()));
    double byWhole = smallPartsError(whole);
    double byParts = smallPartsError(parts);
    assertThat(byParts).isLessThan(3 * tolerance);
    assertThat(byWhole).isGreaterThan(5 * byParts);
  }

  @Test
  void theFloorKeepsAPartThatRestsFromStoppingTheSolve() {
    var resting = Problems.diagonal(1, 1, 2);
    var field =
        TestField.of(
            3,
            (t, y) -> {
              var f = resting.field().f().at(t, new double[] {y[0], y[1]});
              return new double[] {f[0], f[1], 1e-14 * Math.sin(1e6 * t)};
            },
            (_, _) -> new double[] {-1, 0, 0, 0, -2, 0, 0, 0, 0});
    var control = StepControl.Adaptive.of(1e-4, StepFilter.PI).measuredBy(PartwiseNorm.of(2, 1));
    var run =
        Runs.until(
            field,
            new double[] {1, 1, 1},
            new ExplicitRungeKutta(Tableau.DORMAND_PRINCE),
            control,
            1);
    assertThat(run.solution().stopped()).isTrue();
    assertThat(run.solution().steps()).isLessThan(50);
  }

  @Test
  void sizesThatDoNotFitAreRefusedWithASentence() {
    var control = StepControl.Adaptive.of(1e-3, StepFilter.PI).measuredBy(PartwiseNorm.of(2, 3));
    assertThatThrownBy(() -> Runs.until(LOPSIDED, StabilizedRungeKutta.rkc2(), control))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("5 components together, but the solution has 4");
    assertThatThrownBy(PartwiseNorm::of).isInstanceOf(InputError.class);
    assertThatThrownBy(() -> PartwiseNorm.of(1, 0)).isInstanceOf(InputError.class);
    assertThatThrownBy(() -> new PartwiseNorm(List.of(1L), 0, OptionalDouble.empty()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("floor");
    assertThatThrownBy(() -> new PartwiseNorm(List.of(1L), 1, OptionalDouble.of(-1)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("expected distance");
  }

  /** The error of the second part relative to its own distance. */
  private static double smallPartsError(StepControl control) {
    var run = Runs.until(LOPSIDED, StabilizedRungeKutta.rkc2(), control);
    var truth = LOPSIDED.solution().apply(LOPSIDED.end());
    double error = Math.hypot(run.y()[2] - truth[2], run.y()[3] - truth[3]);
    return error / Math.hypot(truth[2] - 1e-3, truth[3] + 1e-3);
  }

  private static double measure(
      ErrorNorm norm, double[] origin, double[] end, double[] error, double farthest) {
    var space = FlatSpace.of(origin.length);
    try (var work = space.workspace()) {
      var o = work.vec();
      var y = work.vec();
      var e = work.vec();
      space.write(origin, o);
      space.write(end, y);
      space.write(error, e);
      var from = new State(0, o, o, 0, 0);
      var to = new State(1, y, y, 0, 0);
      return norm.measure(
          new ErrorNorm.Trial(space, new Step(from, 1, to), o, e, space.norm(e), farthest));
    }
  }
}
