package brink.core.ode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpectralRadiusTrackingTest {
  private static final StepControl CONTROL = StepControl.Adaptive.of(1e-4, StepFilter.PI);

  /**
   * y' = -lambda(t) (y - cos t) - sin t with the solution cos t: stiffness without a trace in y.
   */
  private static Problems.Problem swinging(DoubleUnaryOperator lambda, double other) {
    var base = Problems.protheroRobinson(1);
    return new Problems.Problem(
        "swinging",
        TestField.of(
            2,
            (t, y) ->
                new double[] {
                  -lambda.applyAsDouble(t) * (y[0] - Math.cos(t)) - Math.sin(t), -other * y[1]
                },
            (t, _) -> new double[] {-lambda.applyAsDouble(t), 0, 0, -1}),
        new double[] {1, 1},
        3,
        t -> new double[] {base.solution().apply(t)[0], Math.exp(-other * t)});
  }

  @ParameterizedTest(name = "by a factor {0}")
  @ValueSource(doubles = {10, 100, 1000})
  void aRadiusThatJumpsWithinAStepDoesNotBreakTheSolve(double factor) {
    var problem = swinging(t -> t < 1 ? 100 : 100 * factor, 1);
    var run = Runs.until(problem, StabilizedRungeKutta.rkc2(), CONTROL);
    assertThat(run.solution().stopped()).isTrue();
    assertThat(Problems.distance(run.y(), problem.solution().apply(3))).isLessThan(1e-3);
  }

  @Test
  void aRadiusThatSwingsBackAndForthDoesNotBreakTheSolve() {
    var problem = swinging(t -> 2000 * Math.pow(10, Math.sin(40 * t)), 1);
    var run = Runs.until(problem, StabilizedRungeKutta.rkc2(), CONTROL);
    assertThat(run.solution().stopped()).isTrue();
    assertThat(Problems.distance(run.y(), problem.solution().apply(3))).isLessThan(1e-3);
  }

  /**
   * Until t = 1 the Jacobian ends component 0, so that the followed eigenvector has nothing of it,
   * not even rounding: power iteration alone would never see what happens there.
   */
  @Test
  void anEigenvectorThatRisesUnseenIsFoundByTheRejectedStepsError() {
    var problem = swinging(t -> t < 1 ? 0 : 5000, 50);
    var run = Runs.until(problem, StabilizedRungeKutta.rkc2(), CONTROL);
    assertThat(run.solution().stopped()).isTrue();
    assertThat(Problems.distance(run.y(), problem.solution().apply(3))).isLessThan(1e-3);
    assertThat(run.steps().getLast().spectralRadius().orElseThrow()).isGreaterThan(4900);
  }

  @Test
  void theFirstStepsMeasureTheRadiusEachAndLaterOnesOnASchedule() {
    var products = new AtomicInteger();
    var problem = Problems.heat(20);
    var run =
        Runs.until(
            problem,
            new StabilizedRungeKutta<>(
                Chebyshev.RKC2, 100, new PowerIteration(0.05, 200, 1.1, 10, 5, 1)),
            new StepControl.Fixed(problem.end() / 60));
    long before = 0;
    for (var step : run.steps()) {
      if (step.counts().products() > before) {
        products.incrementAndGet();
      }
      before = step.counts().products();
    }
    // Seen in the reports: the start's in that of step 1, those at the ends of steps 1..10 in the
    // ones after, then one in five.
    assertThat(products.get()).isEqualTo(1 + 10 + (59 - 10) / 5);
  }

  @Test
  void aLinearizationReplacesTheEvaluationThatTheStepNeedsAnyway() {
    var problem = Problems.heat(20);
    var control = new StepControl.Fixed(problem.end() / 60);
    var bounded =
        new StabilizedRungeKutta<>(
            Chebyshev.RKC2, 100, new PowerIteration(0.05, 200, 1.0, 60, 1, 1));
    var run = Runs.until(problem, bounded, control);
    long stages = run.steps().stream().mapToLong(StepReport::stages).sum();
    assertThat(run.solution().counts().evaluations()).isEqualTo(1 + stages);
  }

  @Test
  void anEstimateIsWithinItsSafetyOfTheTrueRadius() {
    var problem = Problems.heat(30);
    var run = Runs.until(problem, StabilizedRungeKutta.rkc2(), new StepControl.Fixed(0.01));
    double truth = 4 * 31 * 31 * Math.pow(Math.cos(Math.PI / 2 / 31), 2);
    for (var step : run.steps()) {
      assertThat(step.spectralRadius().orElseThrow()).isBetween(truth / 1.1, truth * (1 + 1e-9));
    }
  }

  @Test
  void aRadiusThatDoesNotSettleFailsWithAdvice() {
    var problem = Problems.heat(30);
    var impatient =
        new StabilizedRungeKutta<>(Chebyshev.RKC2, 100, new PowerIteration(1e-6, 3, 1.1, 1, 1, 1));
    var run = Runs.until(problem, impatient, CONTROL);
    assertThat(run.solution().outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.fault().reason()).isEqualTo(Fault.Reason.SPECTRAL_RADIUS_NOT_FOUND);
              assertThat(failed.sentence()).contains("did not settle").contains("Allow more");
            });
  }

  @Test
  void stepsAreCutToWhatTheMostStagesCover() {
    var problem = Problems.heat(30);
    var small = new StabilizedRungeKutta<>(Chebyshev.RKC2, 5, PowerIteration.standard());
    var run = Runs.until(problem, small, new StepControl.Fixed(0.1));
    assertThat(run.steps()).allSatisfy(step -> assertThat(step.stages()).isLessThanOrEqualTo(5));
    assertThat(Problems.distance(run.y(), problem.solution().apply(0.5))).isLessThan(1e-2);
  }

  @Test
  void rk4AtSharpnessTakesStepsOfAlphaOverSharpness() {
    var problem = Problems.quartic(1, 1, 0.5, 2, 30);
    var run = Runs.until(problem, AtSharpness.rk4(1), new StepControl.Fixed(1));
    assertThat(run.steps().size()).isGreaterThan(30);
    for (var step : run.steps().subList(0, run.steps().size() - 1)) {
      assertThat(step.h()).isEqualTo(1 / step.spectralRadius().orElseThrow(), within(1e-12));
    }
    assertThat(Problems.distance(run.y(), problem.solution().apply(1))).isLessThan(1e-3);
    long stages = run.steps().stream().mapToLong(StepReport::stages).sum();
    assertThat(run.solution().counts().evaluations()).isEqualTo(1 + stages);
  }
}
