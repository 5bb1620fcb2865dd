package brink.core.ode;

import static org.assertj.core.api.Assertions.assertThat;

import brink.core.vector.FlatSpace;
import brink.core.vector.Lanes;
import brink.core.vector.Precision;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Float32Test {
  private static final Problems.Problem PROBLEM = Problems.quartic(2, 1, 0.5, 2, 40);

  static Stream<Methods> methods() {
    return Methods.all().stream();
  }

  /** The problem moved far from 0, so that y is large beside the distance it travels (about 1). */
  private static Problems.Problem shifted(double by, Precision precision) {
    var near = PROBLEM.field();
    var space = new FlatSpace(PROBLEM.start().length, precision, Lanes.of(1));
    var field =
        new TestField(
            space,
            (t, y) -> near.f().at(t, plus(y, -by)),
            (t, y) -> near.j().at(t, plus(y, -by)),
            y -> near.potential().at(plus(y, -by)));
    return new Problems.Problem(
        PROBLEM.name() + " + " + by,
        field,
        plus(PROBLEM.start(), by),
        PROBLEM.end(),
        t -> plus(PROBLEM.solution().apply(t), by));
  }

  private static double[] plus(double[] y, double by) {
    return Arrays.stream(y).map(v -> v + by).toArray();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyMethodMeetsAToleranceInFloat32WithAsManyStepsAsInFloat64(Methods method) {
    var control = StepControl.Adaptive.of(1e-3, StepFilter.PREDICTIVE);
    for (double by : new double[] {0, 30}) {
      var single = shifted(by, Precision.FLOAT32);
      var run = Runs.until(single, Runs.narrow(method.stepper()), control);
      var exact =
          Runs.until(shifted(by, Precision.FLOAT64), Runs.narrow(method.stepper()), control);
      assertThat(run.solution().stopped()).as(run.solution().outcome().toString()).isTrue();
      assertThat(Problems.distance(run.y(), single.solution().apply(2)))
          .as("shifted by %s", by)
          .isLessThan(Problems.distance(exact.y(), single.solution().apply(2)) + 3e-4);
      assertThat(run.solution().steps())
          .as("shifted by %s", by)
          .isLessThan(exact.solution().steps() * 3 / 2 + 5);
    }
  }

  /** At 1000 from the origin float32 stores y to 6e-5, six times the tolerance. */
  @ParameterizedTest
  @MethodSource("methods")
  void whereRoundingExceedsTheToleranceTheSolveEndsAndSaysSo(Methods method) {
    var control = StepControl.Adaptive.of(1e-5, StepFilter.PREDICTIVE);
    var problem = shifted(1000, Precision.FLOAT32);
    var run = Runs.until(problem, Runs.narrow(method.stepper()), control);
    assertThat(run.solution().t()).isEqualTo(2);
    assertThat(run.solution().rejections()).isLessThan(run.solution().steps());
    assertThat(Problems.distance(run.y(), problem.solution().apply(2))).isLessThan(5e-3);
    assertThat(run.solution().notes().getFirst().what()).contains("rounding of y");
    if (run.solution().outcome() instanceof Outcome.Failed failed) {
      assertThat(failed.fault().reason()).isEqualTo(Fault.Reason.TOLERANCE_BELOW_ROUNDING);
      assertThat(failed.sentence()).contains("Raise the tolerance");
    }
  }

  @Test
  void aSolveMostlyOfRoundingIsNoSuccess() {
    var control = StepControl.Adaptive.of(1e-5, StepFilter.PREDICTIVE);
    var problem = shifted(1000, Precision.FLOAT32);
    var run = Runs.until(problem, StabilizedRungeKutta.rkc2(), control);
    assertThat(run.solution().stopped()).isFalse();
  }

  @Test
  void aToleranceThatFloat32CannotGiveFailsAtTheStartWithAdvice() {
    var problem = shifted(0, Precision.FLOAT32);
    var run =
        Runs.until(
            problem,
            StabilizedRungeKutta.rkc2(),
            StepControl.Adaptive.of(1e-7, StepFilter.PREDICTIVE));
    assertThat(run.solution().outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.fault().reason()).isEqualTo(Fault.Reason.TOLERANCE_BELOW_ROUNDING);
              assertThat(failed.sentence()).contains("float64");
              assertThat(failed.step()).isZero();
            });
    assertThat(
            Runs.until(
                    shifted(0, Precision.FLOAT64),
                    StabilizedRungeKutta.rkc2(),
                    StepControl.Adaptive.of(1e-7, StepFilter.PREDICTIVE))
                .solution()
                .stopped())
        .isTrue();
  }
}
